/**
 * Brings a recording to the server while it is made, by the tus protocol with a length that is told at the end: what
 * has come is kept, whatever becomes of the page. What waits for a line lies in memory.
 */

/** A piece of it, and how long all of it plays with that. */
interface Piece {
  content: Blob;
  recordedMs: number;
}

interface Wishes {
  /** Where uploads are begun. */
  endpoint: string;
  name: string;
  token: string;
  headers: () => Record<string, string>;
  /** Told whenever something arrived, or did not. */
  onState: (state: { isCut: boolean; savedMs: number }) => void;
  /** Told when it cannot go on; what is recorded stays as far as it came. */
  onOver: (status: number, problem: string) => void;
}

const pausesMs = [500, 1000, 2000, 4000, 8000, 15_000];
const over = new Set([400, 401, 403, 404, 410, 413, 415, 422]);

/** The server will not have it, however often it is asked. */
class Over extends Error {
  readonly status: number;

  constructor(status: number, problem: string) {
    super(problem);
    this.status = status;
  }
}

const base64 = (words: string) => btoa(String.fromCodePoint(...new TextEncoder().encode(words)));

/** Waits, but no longer than until the line is back. */
function pause(ms: number): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(wake, ms);
    function wake(): void {
      clearTimeout(timer);
      window.removeEventListener('online', wake);
      done();
    }
    window.addEventListener('online', wake);
  });
}

async function problemIn(answer: Response): Promise<string> {
  const words = await answer.text();
  const { problem = '' }: { problem?: string } = words.startsWith('{') ? JSON.parse(words) : {};
  return problem;
}

export class RecordingUpload {
  readonly #wishes: Wishes;
  readonly #waiting: Piece[] = [];
  #working: Promise<void> = Promise.resolve();
  #path: string | null = null;
  #offset = 0;
  #savedMs = 0;
  #isOver = false;

  constructor(wishes: Wishes) {
    this.#wishes = wishes;
  }

  /** Its name on the server, once something of it is there. */
  get id(): string | null {
    return this.#path?.split('/').at(-1) ?? null;
  }

  add(piece: Piece): void {
    this.#waiting.push(piece);
    this.#working = this.#working.then(() => this.#sendAll());
  }

  /** @returns whether all of it is there */
  async whenSaved(): Promise<boolean> {
    await this.#working;
    return !this.#isOver && this.#path !== null;
  }

  /** What has come is thrown away, and nothing else is sent. */
  drop(): void {
    this.#isOver = true;
    if (this.#path === null) return;
    const { headers } = this.#wishes;
    // What cannot be ended now ends by itself.
    void fetch(this.#path, {
      method: 'DELETE',
      headers: { ...headers(), 'Tus-Resumable': '1.0.0' },
    }).catch(() => {});
  }

  async #sendAll(): Promise<void> {
    for (let tries = 0; this.#waiting.length > 0 && !this.#isOver; tries += 1) {
      try {
        await this.#sendWaiting();
        tries = -1;
        this.#wishes.onState({ isCut: false, savedMs: this.#savedMs });
      } catch (error) {
        if (error instanceof Over) {
          this.#isOver = true;
          this.#wishes.onOver(error.status, error.message);
          return;
        }
        this.#wishes.onState({ isCut: true, savedMs: this.#savedMs });
        await pause(pausesMs[Math.min(tries, pausesMs.length - 1)] ?? 0);
        await this.#askOffset().catch(() => {});
      }
    }
  }

  /** All that waits in one go, so that a line that was gone is soon made up for. */
  async #sendWaiting(): Promise<void> {
    this.#path ??= await this.#begin();
    const pieces = [...this.#waiting];
    const content = new Blob(pieces.map((piece) => piece.content));
    const recordedMs = pieces.at(-1)?.recordedMs ?? 0;
    await this.#ask(this.#path, {
      method: 'PATCH',
      body: content,
      headers: {
        'Content-Type': 'application/offset+octet-stream',
        'Upload-Offset': String(this.#offset),
        'Upload-Recorded-Ms': String(Math.round(recordedMs)),
      },
    });
    this.#offset += content.size;
    this.#savedMs = recordedMs;
    this.#waiting.splice(0, pieces.length);
  }

  async #begin(): Promise<string> {
    const { endpoint, name, token } = this.#wishes;
    const answer = await this.#ask(endpoint, {
      method: 'POST',
      headers: {
        'X-Form-Token': token,
        'Upload-Defer-Length': '1',
        'Upload-Metadata': `filename ${base64(name)}`,
      },
    });
    return answer.headers.get('Location') ?? '';
  }

  /** How much of what was sent came before the line was cut. */
  async #askOffset(): Promise<void> {
    if (this.#path === null) return;
    const answer = await this.#ask(this.#path, { method: 'HEAD' });
    let came = Number(answer.headers.get('Upload-Offset')) - this.#offset;
    this.#offset += came;
    while (came > 0) {
      const [first] = this.#waiting;
      if (!first) return;
      const isWhole = first.content.size <= came;
      if (isWhole) this.#waiting.shift();
      else first.content = first.content.slice(came);
      came -= isWhole ? first.content.size : came;
    }
  }

  async #ask(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> },
  ) {
    const headers = { ...this.#wishes.headers(), 'Tus-Resumable': '1.0.0', ...init.headers };
    const answer = await fetch(path, { ...init, headers });
    if (answer.ok) return answer;
    if (over.has(answer.status)) throw new Over(answer.status, await problemIn(answer));
    throw new Error(String(answer.status));
  }
}
