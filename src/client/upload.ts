/** A bundle of its own: sends a large file in parts, by the tus protocol, and goes on where it was cut. */
import { Upload, type DetailedError } from 'tus-js-client';
import type { Outcome, Sending } from './upload-outcome.ts';
import { showProgress, type Shown } from './upload-progress.ts';

const partBytes = 16 * 1024 * 1024;
const pausesMs = [0, 1000, 2000, 4000, 8000, 15_000, 30_000, 30_000, 60_000, 60_000];

/** Worth another try: nothing came back, somebody else was faster, or too much came at once. */
const isPassing = (status: number) =>
  status < 400 || [409, 423, 429].includes(status) || status >= 500;

const known = ({ file: { name, size, lastModified } }: Sending) => ({
  name,
  size: String(size),
  changed: String(lastModified),
});

/** An upload of the same file that is under way already. */
interface Begun {
  path?: string;
  arrived?: number;
}

/** On whatever page or device that was. */
async function begunBefore(sending: Sending): Promise<Begun> {
  const { words, headers } = sending;
  const asked = new URLSearchParams(known(sending));
  const answer = await fetch(`${words['uploads']}?${asked}`, { headers }).catch(() => null);
  if (!answer?.ok) return {};
  const found: Begun = await answer.json();
  return found;
}

interface Answer {
  id?: string;
  name?: string;
  markdown?: string;
  isPicture?: boolean;
  problem?: string;
}

function outcomeOf(status: number, body: string): Outcome {
  const answer: Answer = body.startsWith('{') ? JSON.parse(body) : {};
  const { id, name, markdown, isPicture = false, problem = '' } = answer;
  if (id === undefined || name === undefined || markdown === undefined) return { status, problem };
  return { id, name, markdown, isPicture };
}

const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Asks for the file, again where the answer was lost: it is made once. */
async function finish({ token, headers }: Sending, path: string): Promise<Outcome> {
  let status = 0;
  for (const pauseMs of [0, 2000, 5000, 15_000, 30_000]) {
    await sleep(pauseMs);
    const body = new URLSearchParams({ _token: token });
    const answer = await fetch(`${path}/file`, { method: 'POST', body, headers }).catch(() => null);
    status = answer?.status ?? 0;
    if (answer && status < 500 && status !== 409) return outcomeOf(status, await answer.text());
  }
  return { status, problem: '' };
}

function statusOf(error: Error | DetailedError): { status: number; body: string } {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  return { status: response?.getStatus() ?? 0, body: response?.getBody() ?? '' };
}

/** Sends all of it. @returns where it lies, or what came of it instead */
async function send(sending: Sending, shown: Shown): Promise<string | Outcome> {
  const { file, token, headers, words } = sending;
  const { name, changed } = known(sending);
  const { path, arrived = 0 } = await begunBefore(sending);
  if (shown.isCancelled()) return null;
  return new Promise((resolve) => {
    const upload = new Upload(file, {
      endpoint: words['uploads'] ?? '',
      ...(path !== undefined && { uploadUrl: path }),
      headers: { ...headers, 'X-Form-Token': token },
      metadata: { filename: name, changed },
      chunkSize: partBytes,
      retryDelays: pausesMs,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => {
        if (shown.isCancelled()) end();
      },
      onProgress: (sent) => shown.progress(sent),
      onShouldRetry: (error) => {
        const isWorthIt = !shown.isCancelled() && isPassing(statusOf(error).status);
        if (isWorthIt) shown.waits();
        return isWorthIt;
      },
      onError: (error) => {
        const { status, body } = statusOf(error);
        // It stays where it is, and goes on when its person says so.
        if (isPassing(status)) shown.paused();
        else resolve(outcomeOf(status, body));
      },
      onSuccess: () => resolve(upload.url ?? ''),
    });
    // What cannot be ended now ends by itself.
    const end = () => void upload.abort(true).catch(() => {});
    shown.begin({
      arrivedBytes: arrived,
      pause: () => upload.abort(),
      resume: () => upload.start(),
      cancel: () => {
        // What is only being begun has no place yet: it is ended once it has.
        if (upload.url !== null) end();
        resolve(null);
      },
    });
    upload.start();
  });
}

/** One after the other, so that each is here as soon as may be. */
let before: Promise<unknown> = Promise.resolve();

async function sendInTurn(sending: Sending): Promise<Outcome> {
  const shown = showProgress(sending);
  const turn = before.then(() => (shown.isCancelled() ? null : send(sending, shown)));
  before = turn.catch(() => {});
  try {
    const sent = await turn;
    if (typeof sent !== 'string') return sent;
    shown.finishing();
    return await finish(sending, sent);
  } finally {
    shown.remove();
  }
}

/** Sends a file in parts, shows how far it is, and lets its person stop and go on. */
export const uploadInParts = (sending: Sending): Promise<Outcome> =>
  sendInTurn(sending).catch(() => ({ status: 0, problem: '' }));
