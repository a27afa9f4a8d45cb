/**
 * Keeps a value with another window by postMessage.
 *
 * @see [LTI Client Side postMessages 0.1](https://www.imsglobal.org/spec/lti-cs-pm/v0p1)
 * @see [LTI Platform Storage 0.1](https://www.imsglobal.org/spec/lti-pm-s/v0p1)
 */
const patienceMs = 1500;

/** Where a value is kept: which window, on which origin, under which name. */
export interface Place {
  target: string;
  origin: string;
  key: string;
}

interface Reply {
  subject: string;
  message_id: string;
  value?: string;
  error?: unknown;
}

/** Reads the place from an element's `data-storage-*` attributes. */
export function placeOf({ dataset }: HTMLElement): Place | null {
  const { storageTarget, storageOrigin, storageKey } = dataset;
  if (!storageTarget || !storageOrigin || !storageKey) return null;
  return { target: storageTarget, origin: storageOrigin, key: storageKey };
}

function windowOf({ target }: Place): Window | null {
  if (target === 'opener') return window.opener;
  if (target === '_parent') return window.parent;
  // A frame of the platform's, beside ours, reached by its name.
  const frame: unknown = Reflect.get(window.parent, target);
  return isWindow(frame) ? frame : null;
}

function isWindow(value: unknown): value is Window {
  return typeof value === 'object' && value !== null && 'postMessage' in value;
}

function isReply(data: unknown): data is Reply {
  return typeof data === 'object' && data !== null && 'subject' in data && 'message_id' in data;
}

/** Asks, and waits for the answer of that origin alone; rejects when none comes. */
function ask(place: Place, subject: string, body: object): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const keeper = windowOf(place);
    if (!keeper || keeper === window) return reject(new Error('Nobody to ask'));
    const messageId = crypto.randomUUID();
    const stop = new AbortController();
    const timer = setTimeout(() => {
      stop.abort();
      reject(new Error('No answer'));
    }, patienceMs);
    const hear = ({ origin, data }: MessageEvent): void => {
      if (origin !== place.origin || !isReply(data)) return;
      if (data.subject !== `${subject}.response` || data.message_id !== messageId) return;
      clearTimeout(timer);
      stop.abort();
      if (data.error) reject(new Error('Refused'));
      else resolve(data);
    };
    window.addEventListener('message', hear, { signal: stop.signal });
    keeper.postMessage({ subject, message_id: messageId, key: place.key, ...body }, place.origin);
  });
}

export async function putValue(place: Place, value: string): Promise<void> {
  await ask(place, 'lti.put_data', { value });
}

/** The value kept there, or null when there is none. */
export async function getValue(place: Place): Promise<string | null> {
  return (await ask(place, 'lti.get_data', {})).value ?? null;
}
