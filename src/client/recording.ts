/** One recording, while it is made: how long it is, what has come of it, and where it ends by itself. */
import type { RecordingKind } from './recording-kind.ts';
import { RecordingUpload, type UploadPlace } from './recording-upload.ts';
import { Stopwatch } from './stopwatch.ts';

/** At most so much is lost with a page that dies, and what was on its way. */
const sliceMs = 2000;
const pictureBits = 1_500_000;
const soundBits = 96_000;
const soonMs = 60_000;
const tickMs = 250;
/** What may still come after it was told to stop. */
const lastBytes = ((pictureBits + soundBits) / 8) * (sliceMs / 1000) * 4;

interface Wishes {
  stream: MediaStream;
  kind: RecordingKind;
  place: UploadPlace;
  mostMs: number;
  mostBytes: number;
  onTime: (ms: number, endsSoon: boolean) => void;
  /** Told how much of it waits for a line. */
  onSaved: (isCut: boolean, unsavedMs: number) => void;
  /** Told when the server will not have the rest; it ends then. */
  onRefused: (status: number, problem: string) => void;
  onEnded: () => void;
}

export class Recording {
  readonly #wishes: Wishes;
  readonly #recorder: MediaRecorder;
  readonly #upload: RecordingUpload;
  readonly #watch = new Stopwatch();
  readonly #timer: ReturnType<typeof setInterval>;
  /** All of it, for a device that cannot bring it here. */
  readonly #pieces: Blob[] = [];
  #isDropped = false;

  /** Begins it at once. */
  constructor(wishes: Wishes) {
    const { stream, kind, place, onSaved } = wishes;
    this.#wishes = wishes;
    this.#recorder = new MediaRecorder(stream, {
      mimeType: kind.mediaType,
      videoBitsPerSecond: pictureBits,
      audioBitsPerSecond: soundBits,
    });
    this.#upload = new RecordingUpload({
      ...place,
      onState: ({ isCut, savedMs }) => onSaved(isCut, this.#watch.ms - savedMs),
      onOver: (status, problem) => this.#refused(status, problem),
    });
    this.#recorder.addEventListener('dataavailable', ({ data }) => this.#take(data));
    this.#recorder.addEventListener('stop', () => this.#ended());
    this.#timer = setInterval(() => this.#tick(), tickMs);
    this.#recorder.start(sliceMs);
    this.#watch.goOn();
  }

  get isDropped(): boolean {
    return this.#isDropped;
  }

  get whole(): Blob {
    return new Blob(this.#pieces, { type: this.#recorder.mimeType });
  }

  /** @returns whether it was going on before */
  pause(): boolean {
    if (this.#recorder.state !== 'recording') return false;
    this.#recorder.requestData();
    this.#recorder.pause();
    this.#watch.hold();
    this.#tick();
    return true;
  }

  /** @returns whether it was held before */
  resume(): boolean {
    if (this.#recorder.state !== 'paused') return false;
    this.#recorder.resume();
    this.#watch.goOn();
    return true;
  }

  stop(): void {
    if (this.#recorder.state === 'inactive') return;
    this.#watch.hold();
    this.#recorder.stop();
  }

  /** Ends it and throws it away, here and there. */
  drop(): void {
    this.#isDropped = true;
    this.stop();
    this.#upload.drop();
  }

  /** @returns its name on the server once all of it is there; null where that cannot be */
  whenSaved(): Promise<string | null> {
    return this.#upload.whenSaved();
  }

  #take(data: Blob): void {
    if (data.size === 0 || this.#isDropped) return;
    this.#pieces.push(data);
    this.#upload.add({ content: data, recordedMs: this.#watch.ms });
  }

  #tick(): void {
    const { mostMs, mostBytes, onTime } = this.#wishes;
    const { ms } = this.#watch;
    const bytes = this.#pieces.reduce((sum, { size }) => sum + size, 0);
    const leftMs = mostMs - ms;
    onTime(ms, leftMs < soonMs && ms > soonMs);
    if (leftMs <= 0 || mostBytes - bytes < lastBytes) this.stop();
  }

  #refused(status: number, problem: string): void {
    this.#wishes.onRefused(status, problem);
    this.stop();
  }

  #ended(): void {
    clearInterval(this.#timer);
    this.#watch.hold();
    this.#wishes.onEnded();
  }
}
