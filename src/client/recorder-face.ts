/** What the recorder shows and says. */
import { clockOf } from './clock.ts';

export type State = 'choosing' | 'ready' | 'recording' | 'paused' | 'finishing' | 'failed';

/** The main thing to do in each state. */
const firstDeed: Partial<Record<State, string>> = {
  choosing: 'on',
  ready: 'start',
  recording: 'stop',
  paused: 'resume',
};

/** What is said is heard once, not with every letter of the clock. */
export class Face {
  readonly place: HTMLElement;

  constructor(place: HTMLElement) {
    this.place = place;
    place.hidden = false;
  }

  find(selector: string): HTMLElement | null {
    return this.place.querySelector<HTMLElement>(selector);
  }

  get finish(): HTMLFormElement | null {
    return this.place.querySelector<HTMLFormElement>('[data-finish]');
  }

  /** What its requests prove that they are its person's by. */
  get token(): string {
    return this.finish?.querySelector<HTMLInputElement>('[name=_token]')?.value ?? '';
  }

  /** The place of a live picture; whatever has none shows nothing there. */
  live(stream: MediaStream): void {
    const live = this.place.querySelector<HTMLVideoElement>('[data-live]');
    if (!live) return;
    const hasPicture = stream.getVideoTracks().length > 0;
    live.autoplay = true;
    live.srcObject = hasPicture ? stream : null;
    live.classList.toggle('blank', !hasPicture);
  }

  words(name: string): string {
    const key = `say${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return this.place.dataset[key] ?? '';
  }

  say(words: string): void {
    this.put('[data-said]', words);
  }

  get state(): string | undefined {
    return this.place.dataset['state'];
  }

  /** @returns whether it said something else before */
  put(selector: string, words: string): boolean {
    const line = this.find(selector);
    if (!line || line.textContent === words) return false;
    line.textContent = words;
    return true;
  }

  /** Shows what belongs to a state, and leads whoever pressed what is gone now to what comes next. */
  show(state: State): void {
    const hadFocus = this.place.contains(document.activeElement);
    this.place.dataset['state'] = state;
    for (const part of this.place.querySelectorAll<HTMLElement>('[data-when]'))
      part.hidden = !(part.dataset['when'] ?? '').split(' ').includes(state);
    const deed = firstDeed[state];
    if (hadFocus && deed) this.find(`[data-press=${deed}]`)?.focus();
  }

  /** What is no fault. */
  note(words: string): void {
    this.problem('');
    this.#tell('note', words);
  }

  #tell(kind: 'problem' | 'note', words: string): void {
    const notice = this.find(`[data-${kind}]`);
    if (notice) notice.hidden = words === '';
    this.put(`[data-${kind}] > span`, words);
    if (words !== '') this.say(words);
  }

  /** @param offersWindow whether a window of its own may do better */
  problem(words: string, offersWindow = false): void {
    this.#tell('note', '');
    this.#tell('problem', words);
    const offer = this.find('[data-offers-window]');
    if (offer) offer.hidden = !offersWindow;
    if (offersWindow) this.find('[data-press=window]')?.focus();
  }

  time(ms: number): void {
    this.put('[data-time]', clockOf(ms / 1000));
  }

  level(level: number): void {
    const meter = this.place.querySelector<HTMLMeterElement>('[data-level]');
    if (meter) meter.value = level;
  }
}
