/** Records camera, microphone or screen, and has it saved while it goes on. */
import { openOwnWindow } from './own-window.ts';
import { Face } from './recorder-face.ts';
import { kindFor } from './recording-kind.ts';
import { isAble, isFramed, isLet, openSource } from './recording-source.ts';
import type { Devices, Opened, Source } from './recording-source.ts';
import { RecordingUpload } from './recording-upload.ts';
import { watchLevel } from './sound-level.ts';
import { Stopwatch } from './stopwatch.ts';

/** At most so much is lost with a page that dies, and what was on its way. */
const sliceMs = 2000;
const pictureBits = 1_500_000;
const soundBits = 96_000;
const soonMs = 60_000;
const loudEnough = 0.02;
const silentMs = 5000;

const sources = ['camera', 'microphone', 'screen'] as const;

/** By what the browser calls it; whatever else goes wrong, it is unable. */
const refusals: Record<string, string> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'taken',
  AbortError: 'taken',
};

/** What is being recorded now. */
interface Going {
  recorder: MediaRecorder;
  upload: RecordingUpload;
  watch: Stopwatch;
  timer: ReturnType<typeof setInterval>;
  /** All of it, for a device that cannot bring it here. */
  pieces: Blob[];
  bytes: number;
  isDropped: boolean;
}

class Recorder {
  readonly #face: Face;
  readonly #headers: () => Record<string, string>;
  readonly #devices: Devices = {};
  #opened: Opened | null = null;
  #endLevel: () => void = () => {};
  #going: Going | null = null;
  #heardAt = 0;
  /** Whether the line was gone when something was last sent. */
  #isCut = false;

  constructor(place: HTMLElement, headers: () => Record<string, string>) {
    this.#face = new Face(place);
    this.#headers = headers;
    for (const source of sources)
      if (!isAble(source)) this.#choice(source)?.parentElement?.remove();
    const [first] = place.querySelectorAll<HTMLInputElement>('[name=source]');
    if (!first) {
      this.#unable();
      return;
    }
    first.checked = true;
    this.#face.show('choosing');
    place.addEventListener('click', ({ target }) => this.#press(target));
    place.addEventListener('change', ({ target }) => this.#choose(target));
    window.addEventListener('beforeunload', (event) => {
      if (this.#going) event.preventDefault();
    });
  }

  #unable(): void {
    this.#face.show('failed');
    this.#face.problem(this.#face.words('unable'));
  }

  #choice = (source: Source) =>
    this.#face.place.querySelector<HTMLInputElement>(`[name=source][value=${source}]`);

  get #source(): Source {
    return sources.find((source) => this.#choice(source)?.checked) ?? 'camera';
  }

  get #token(): string {
    return (
      this.#face.place.querySelector<HTMLInputElement>('[data-finish] [name=_token]')?.value ?? ''
    );
  }

  #press(target: EventTarget | null): void {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-press]') : null;
    const deeds: Record<string, () => void> = {
      on: () => void this.#turnOn(),
      off: () => this.#turnOff(),
      window: () => void this.#goOnElsewhere(),
      start: () => this.#start(),
      pause: () => this.#pause(),
      resume: () => this.#resume(),
      stop: () => this.#stop(),
      again: () => this.#again(),
    };
    deeds[button?.dataset['press'] ?? '']?.();
  }

  #choose(target: EventTarget | null): void {
    if (!(target instanceof HTMLElement)) return;
    if (target instanceof HTMLInputElement) return this.#face.problem('');
    if (!(target instanceof HTMLSelectElement)) return;
    const kind = target.closest<HTMLElement>('[data-devices]')?.dataset['devices'];
    if (kind !== 'videoinput' && kind !== 'audioinput') return;
    this.#devices[kind] = target.value;
    this.#close();
    void this.#turnOn();
  }

  async #turnOn(): Promise<void> {
    const source = this.#source;
    this.#face.problem('');
    if (isFramed() && !isLet(source)) return this.#refusedByFrame(source);
    try {
      this.#opened = await openSource(source, this.#devices);
    } catch (error) {
      return this.#notOpened(source, error instanceof Error ? error.name : '');
    }
    this.#showLive(this.#opened.stream);
    await this.#listDevices();
    this.#face.show('ready');
    this.#face.say(this.#face.words('ready'));
  }

  #refusedByFrame(source: Source): void {
    const name = `frame${source.charAt(0).toUpperCase()}${source.slice(1)}`;
    this.#face.problem(this.#face.words(name), true);
  }

  #notOpened(source: Source, name: string): void {
    const said = refusals[name] ?? 'unable';
    this.#face.show('choosing');
    // A browser that says no policy may have refused because of one.
    const isUnsaid = !document.permissionsPolicy && !document.featurePolicy;
    if (said === 'refused' && isFramed() && isUnsaid) return this.#refusedByFrame(source);
    this.#face.problem(this.#face.words(said), said === 'refused' && isFramed());
  }

  #showLive(stream: MediaStream): void {
    this.#face.live(stream);
    for (const track of stream.getTracks())
      track.addEventListener('ended', () => this.#sourceEnded(), { once: true });
    this.#listen(stream);
  }

  #listen(stream: MediaStream): void {
    this.#heardAt = 0;
    const begunAt = performance.now();
    this.#face.put('[data-heard]', '');
    this.#endLevel = watchLevel(stream, (level) => {
      this.#face.level(level);
      const now = performance.now();
      if (level >= loudEnough) this.#heardAt = now;
      const isSilent = now - Math.max(this.#heardAt, begunAt) > silentMs;
      if (this.#heardAt > 0 || isSilent) this.#tellHeard(isSilent ? 'silent' : 'heard');
    });
    if (stream.getAudioTracks().length === 0) this.#tellHeard('silent');
  }

  /** Said before one records: what is said aloud while one does comes into the recording. */
  #tellHeard(name: 'heard' | 'silent'): void {
    const words = this.#face.words(name);
    const isNew = this.#face.put('[data-heard]', words);
    if (isNew && this.#face.state === 'ready') this.#face.say(words);
  }

  async #listDevices(): Promise<void> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    // Another microphone would have a screen be asked for again.
    const source = this.#source;
    const used = new Set(
      this.#opened?.stream.getTracks().map((track) => track.getSettings().deviceId),
    );
    for (const kind of ['videoinput', 'audioinput'] as const) {
      const field = this.#face.find(`[data-devices=${kind}]`);
      const list = field?.querySelector('select');
      const found = devices.filter((device) => device.kind === kind && device.deviceId !== '');
      const isNeeded = kind === 'audioinput' ? source !== 'screen' : source === 'camera';
      if (!field || !list) continue;
      field.hidden = !isNeeded || found.length < 2;
      list.replaceChildren(
        ...found.map(({ deviceId, label }) => {
          const isChosen = (this.#devices[kind] ?? '') === deviceId || used.has(deviceId);
          return new Option(label, deviceId, false, isChosen);
        }),
      );
    }
  }

  /** Somebody pulled a plug, or ended the showing of a screen. */
  #sourceEnded(): void {
    if (this.#going) this.#stop();
    else this.#turnOff();
  }

  #close(): void {
    this.#endLevel();
    const { stream, close } = this.#opened ?? {};
    this.#opened = null;
    if (stream) close?.();
  }

  #turnOff(): void {
    if (!this.#opened) return;
    this.#close();
    this.#face.show('choosing');
  }

  async #goOnElsewhere(): Promise<void> {
    const { pass = '', ownWindow: action = '' } = this.#face.place.dataset;
    const [token, headers] = [this.#token, this.#headers()];
    const outcome = await openOwnWindow({ pass, action, token, headers });
    if (outcome === 'opened') return this.#face.note(this.#face.words('window'));
    this.#face.problem(this.#face.words(outcome), true);
  }

  #start(): void {
    const stream = this.#opened?.stream;
    const kind = stream && kindFor(stream);
    if (!stream || !kind) return this.#unable();
    const recorder = new MediaRecorder(stream, {
      mimeType: kind.mediaType,
      videoBitsPerSecond: pictureBits,
      audioBitsPerSecond: soundBits,
    });
    const upload = this.#uploadInto(kind.ending);
    const watch = new Stopwatch();
    const timer = setInterval(() => this.#tick(), 250);
    const going: Going = {
      recorder,
      upload,
      watch,
      timer,
      pieces: [],
      bytes: 0,
      isDropped: false,
    };
    this.#going = going;
    recorder.addEventListener('dataavailable', ({ data }) => this.#take(going, data));
    recorder.addEventListener('stop', () => void this.#finish(going));
    recorder.start(sliceMs);
    watch.goOn();
    this.#face.put('[data-saving]', '');
    this.#face.put('[data-time-left]', '');
    this.#goingOn();
  }

  #uploadInto(ending: string): RecordingUpload {
    const { uploads: endpoint = '', fileName = '' } = this.#face.place.dataset;
    const now = new Date();
    const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
    const name = `${fileName} ${local.slice(0, 16).replace('T', ' ').replace(':', '.')}.${ending}`;
    return new RecordingUpload({
      endpoint,
      name,
      token: this.#token,
      headers: this.#headers,
      onState: ({ isCut, savedMs }) => this.#tellSaved(isCut, savedMs),
      onOver: (status, problem) => this.#cannotSave(status, problem),
    });
  }

  #take(going: Going, data: Blob): void {
    if (data.size === 0 || going.isDropped) return;
    going.pieces.push(data);
    going.bytes += data.size;
    going.upload.add({ content: data, recordedMs: going.watch.ms });
  }

  #tellSaved(isCut: boolean, savedMs: number): void {
    const unsavedMs = (this.#going?.watch.ms ?? 0) - savedMs;
    const seconds = String(Math.max(1, Math.round(unsavedMs / 1000)));
    const isFinishing = this.#face.state === 'finishing';
    const waits = this.#face.words('waits').replace('{seconds}', seconds);
    const words = isCut ? waits : this.#face.words(isFinishing ? 'finishing' : 'saved');
    this.#face.put(isFinishing ? '[data-finishing]' : '[data-saving]', words);
    if (isCut !== this.#isCut) this.#face.say(words);
    this.#isCut = isCut;
  }

  #cannotSave(status: number, problem: string): void {
    const going = this.#going;
    if (!going || going.isDropped) return;
    const name = { 401: 'ended', 413: 'full' }[status] ?? 'failed';
    this.#face.problem(problem || this.#face.words(name));
    if (going.recorder.state !== 'inactive') going.recorder.stop();
  }

  #tick(): void {
    const { watch, bytes } = this.#going ?? {};
    if (!watch || bytes === undefined) return;
    const { minutes = '60', mb = '2000' } = this.#face.place.dataset;
    const leftMs = Number(minutes) * 60_000 - watch.ms;
    const leftBytes = Number(mb) * 1024 * 1024 - bytes;
    this.#face.time(watch.ms);
    const slice = ((pictureBits + soundBits) / 8) * (sliceMs / 1000) * 4;
    if (leftMs <= 0 || leftBytes < slice) return this.#stop();
    const isSoon = leftMs < soonMs && watch.ms > soonMs;
    if (!isSoon) return;
    const words = this.#face.words('endsSoon');
    if (this.#face.put('[data-time-left]', words)) this.#face.say(words);
  }

  #goingOn(): void {
    this.#face.put('[data-state-word]', this.#face.words('recording'));
    this.#face.show('recording');
    this.#face.say(this.#face.words('recording'));
  }

  #pause(): void {
    const { recorder, watch } = this.#going ?? {};
    if (recorder?.state !== 'recording') return;
    recorder.requestData();
    recorder.pause();
    watch?.hold();
    this.#face.put('[data-state-word]', this.#face.words('paused'));
    this.#face.show('paused');
    this.#face.say(this.#face.words('paused'));
  }

  #resume(): void {
    const { recorder, watch } = this.#going ?? {};
    if (recorder?.state !== 'paused') return;
    recorder.resume();
    watch?.goOn();
    this.#goingOn();
  }

  #stop(): void {
    const { recorder, watch } = this.#going ?? {};
    if (!recorder || recorder.state === 'inactive') return;
    watch?.hold();
    recorder.stop();
  }

  /** Throws away what there is, and begins anew with the same devices. */
  #again(): void {
    const going = this.#going;
    if (!going) return;
    going.isDropped = true;
    this.#stop();
    going.upload.drop();
  }

  async #finish(going: Going): Promise<void> {
    clearInterval(going.timer);
    going.watch.hold();
    if (going.isDropped) {
      this.#going = null;
      this.#face.time(0);
      const isThere = this.#opened?.stream
        .getTracks()
        .every(({ readyState }) => readyState === 'live');
      this.#face.show(isThere ? 'ready' : 'choosing');
      return;
    }
    this.#close();
    this.#face.show('finishing');
    this.#face.put('[data-finishing]', this.#face.words('finishing'));
    this.#face.say(this.#face.words('finishing'));
    this.#offerToKeep(going);
    const isSaved = await going.upload.whenSaved();
    this.#going = null;
    if (isSaved) this.#goOnToPost(going.upload.id ?? '');
    else this.#face.show('failed');
  }

  /** A line that does not come back is no reason to lose it. */
  #offerToKeep({ pieces, recorder: { mimeType } }: Going): void {
    const link = this.#face.place.querySelector<HTMLAnchorElement>('[data-keep]');
    if (!link) return;
    link.href = URL.createObjectURL(new Blob(pieces, { type: mimeType }));
    link.download = '';
    link.hidden = false;
  }

  #goOnToPost(id: string): void {
    const form = this.#face.finish;
    if (!form) return;
    form.action = `${this.#face.place.dataset['recordings']}/${id}`;
    form.requestSubmit();
  }
}

/** @param headers what a request has to bring along now */
export function openRecorder(place: HTMLElement, headers: () => Record<string, string>): void {
  // It lives on in what it listens to.
  void new Recorder(place, headers);
}
