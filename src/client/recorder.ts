/** Records camera, microphone or screen, and has it saved while it goes on. */
import { openOwnWindow } from './own-window.ts';
import { Face } from './recorder-face.ts';
import { RecorderInput } from './recorder-input.ts';
import { Recording } from './recording.ts';
import { kindFor } from './recording-kind.ts';
import type { UploadPlace } from './recording-upload.ts';
import { savedLine } from './saved-line.ts';

class Recorder {
  readonly #face: Face;
  readonly #headers: () => Record<string, string>;
  readonly #input: RecorderInput;
  #recording: Recording | null = null;

  constructor(place: HTMLElement, headers: () => Record<string, string>) {
    this.#face = new Face(place);
    this.#headers = headers;
    this.#input = new RecorderInput(this.#face, () => this.#inputEnded());
    if (!this.#input.offer()) {
      this.#unable();
      return;
    }
    this.#face.show('choosing');
    place.addEventListener('click', ({ target }) => this.#press(target));
    place.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement) this.#face.problem('');
      this.#input.choose(target);
    });
    window.addEventListener('beforeunload', (event) => {
      if (this.#recording) event.preventDefault();
    });
  }

  #unable(): void {
    this.#face.show('failed');
    this.#face.problem(this.#face.words('unable'));
  }

  #press(target: EventTarget | null): void {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-press]') : null;
    const deeds: Record<string, () => void> = {
      on: () => void this.#input.turnOn(),
      off: () => this.#input.turnOff(),
      window: () => void this.#goOnElsewhere(),
      start: () => this.#start(),
      pause: () => this.#pause(),
      resume: () => this.#resume(),
      stop: () => this.#recording?.stop(),
      again: () => this.#recording?.drop(),
    };
    deeds[button?.dataset['press'] ?? '']?.();
  }

  #inputEnded(): void {
    if (this.#recording) this.#recording.stop();
    else this.#input.turnOff();
  }

  async #goOnElsewhere(): Promise<void> {
    const { pass = '', ownWindow: action = '' } = this.#face.place.dataset;
    const [token, headers] = [this.#face.token, this.#headers()];
    const outcome = await openOwnWindow({ pass, action, token, headers });
    if (outcome === 'opened') return this.#face.note(this.#face.words('window'));
    this.#face.problem(this.#face.words(outcome), true);
  }

  #start(): void {
    const { stream } = this.#input;
    const kind = stream && kindFor(stream);
    if (!kind) return this.#unable();
    const { minutes = '60', mb = '2000' } = this.#face.place.dataset;
    const recording = new Recording({
      stream,
      kind,
      place: this.#placeFor(kind.ending),
      mostMs: Number(minutes) * 60_000,
      mostBytes: Number(mb) * 1024 * 1024,
      onTime: (ms, endsSoon) => this.#tellTime(ms, endsSoon),
      onSaved: savedLine(this.#face),
      onRefused: (status, problem) => this.#tellRefused(status, problem),
      onEnded: () => void this.#finish(recording),
    });
    this.#recording = recording;
    this.#face.put('[data-time-left]', '');
    this.#showState('recording');
  }

  #placeFor(ending: string): UploadPlace {
    const { uploads: endpoint = '', fileName = '' } = this.#face.place.dataset;
    const now = new Date();
    const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
    const name = `${fileName} ${local.slice(0, 16).replace('T', ' ').replace(':', '.')}.${ending}`;
    return { endpoint, name, token: this.#face.token, headers: this.#headers };
  }

  #tellTime(ms: number, endsSoon: boolean): void {
    this.#face.time(ms);
    if (!endsSoon) return;
    const words = this.#face.words('endsSoon');
    if (this.#face.put('[data-time-left]', words)) this.#face.say(words);
  }

  #tellRefused(status: number, problem: string): void {
    const name = { 401: 'ended', 413: 'full' }[status] ?? 'failed';
    this.#face.problem(problem || this.#face.words(name));
  }

  #pause(): void {
    if (this.#recording?.pause()) this.#showState('paused');
  }

  #resume(): void {
    if (this.#recording?.resume()) this.#showState('recording');
  }

  #showState(state: 'recording' | 'paused'): void {
    const words = this.#face.words(state);
    this.#face.put('[data-state-word]', words);
    this.#face.show(state);
    this.#face.say(words);
  }

  async #finish(recording: Recording): Promise<void> {
    if (recording.isDropped) return this.#beginAnew();
    this.#input.close();
    this.#face.show('finishing');
    this.#face.put('[data-finishing]', this.#face.words('finishing'));
    this.#face.say(this.#face.words('finishing'));
    this.#offerToKeep(recording.whole);
    const id = await recording.whenSaved();
    this.#recording = null;
    if (id === null) this.#face.show('failed');
    else this.#goOnToPost(id);
  }

  /** With the same devices, where they are still there. */
  #beginAnew(): void {
    this.#recording = null;
    this.#face.time(0);
    this.#face.show(this.#input.isLive ? 'ready' : 'choosing');
  }

  /** A line that does not come back is no reason to lose it. */
  #offerToKeep(whole: Blob): void {
    const link = this.#face.place.querySelector<HTMLAnchorElement>('[data-keep]');
    if (!link) return;
    link.href = URL.createObjectURL(whole);
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
