/**
 * Brings a recording to the server while it is made, by the tus protocol with a length that is told at the end: what
 * has come is kept, whatever becomes of the page. What waits for a line lies in memory.
 */

import { askTus, Over, told } from './tus-request.ts';

/** A piece of it, and how long all of it plays with that. */
interface Piece {
  content: Blob;
  recordedMs: number;
}

/** Where it goes, and with what. */
export interface UploadPlace {
  /** Where uploads are begun. */
  endpoint: string;
  name: string;
  token: string;
  headers: () => Record<string, string>;
}

interface Wishes extends UploadPlace {
  /** Told whenever something arrived, or did not. */
  onState: (state: { isCut: boolean; savedMs: number }) => void;
  /** Told when it cannot go on; what is recorded stays as far as it came. */
  onOver: (status: number, problem: string) => void;
}

const pausesMs = [500, 1000, 2000, 4000, 8000, 15_000];
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

export class RecordingUpload {
  readonly #wishes: Wishes;
  readonly #waiting: Piece[] = [];
  #working: Promise<void> = Promise.resolve();
  #path: string | null = null;
  #offset = 0;
  #savedMs = 0;
  #isOver = false;
  /** Whether a line was cut, and nobody knows how much had come. */
  #isUnsure = false;
  readonly #dropped = new AbortController();

  constructor(wishes: Wishes) {
    this.#wishes = wishes;
  }

  add(piece: Piece): void {
    this.#waiting.push(piece);
    this.#working = this.#working.then(() => this.#sendAll());
  }

  /** @returns its name on the server once all of it is there; null where that cannot be */
  async whenSaved(): Promise<string | null> {
    await this.#working;
    return this.#isOver ? null : (this.#path?.split('/').at(-1) ?? null);
  }

  /** What has come is thrown away, and nothing else is sent or told. */
  drop(): void {
    this.#isOver = true;
    this.#dropped.abort();
    // What is only being begun has no name yet.
    void this.#working.then(() => this.#end());
  }

  async #end(): Promise<void> {
    if (this.#path === null) return;
    const headers = this.#wishes.headers();
    // What cannot be ended now ends by itself.
    await askTus(this.#path, { method: 'DELETE', headers }).catch(() => {});
  }

  async #sendAll(): Promise<void> {
    for (let tries = 0; this.#waiting.length > 0 && !this.#isOver; tries += 1) {
      try {
        await this.#sendWaiting();
        tries = -1;
        this.#tell(false);
      } catch (error) {
        if (error instanceof Over) return this.#giveUp(error);
        this.#isUnsure = this.#path !== null;
        this.#tell(true);
        if (!this.#isOver) await pause(pausesMs[Math.min(tries, pausesMs.length - 1)] ?? 0);
      }
    }
  }

  #tell(isCut: boolean): void {
    if (!this.#isOver) this.#wishes.onState({ isCut, savedMs: this.#savedMs });
  }

  #giveUp({ status, message }: Over): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#wishes.onOver(status, message);
  }

  /** All that waits in one go, so that a line that was gone is soon made up for. */
  async #sendWaiting(): Promise<void> {
    this.#path ??= await this.#begin();
    if (this.#isUnsure) await this.#askOffset(this.#path);
    const recordedMs = this.#waiting.at(-1)?.recordedMs;
    if (recordedMs === undefined || this.#isOver) return;
    const answer = await askTus(this.#path, {
      method: 'PATCH',
      body: new Blob(this.#waiting.map(({ content }) => content)),
      signal: this.#dropped.signal,
      headers: {
        ...this.#wishes.headers(),
        'Content-Type': 'application/offset+octet-stream',
        'Upload-Offset': String(this.#offset),
        'Upload-Recorded-Ms': String(Math.round(recordedMs)),
      },
    });
    if (!this.#settle(answer)) throw new Error('Nothing of it came');
  }

  async #askOffset(path: string): Promise<void> {
    const [headers, signal] = [this.#wishes.headers(), this.#dropped.signal];
    this.#settle(await askTus(path, { method: 'HEAD', headers, signal }));
    this.#isUnsure = false;
  }

  /** Lets go of what the server says that it has. @returns whether it has more of it than before */
  #settle(answer: Response): boolean {
    let came = Number(told(answer, 'Upload-Offset')) - this.#offset;
    if (!(came >= 0)) throw new Error('It has less than it said');
    const isMore = came > 0;
    this.#offset += came;
    for (let [first] = this.#waiting; first && came > 0; [first] = this.#waiting) {
      const { size } = first.content;
      if (size > came) first.content = first.content.slice(came);
      else this.#savedMs = this.#waiting.shift()?.recordedMs ?? 0;
      came -= Math.min(size, came);
    }
    return isMore;
  }

  async #begin(): Promise<string> {
    const { endpoint, name, token, headers } = this.#wishes;
    const answer = await askTus(endpoint, {
      method: 'POST',
      headers: {
        ...headers(),
        'X-Form-Token': token,
        'Upload-Defer-Length': '1',
        'Upload-Metadata': `filename ${base64(name)}`,
      },
    });
    return told(answer, 'Location');
  }
}
