/** What is recorded from: chosen, turned on and off, and shown with its devices and how loud it is. */
import { chosenIn, showDevices } from './device-lists.ts';
import type { Face } from './recorder-face.ts';
import { refusalOf, refusedByFrame, type Refusal } from './recording-refusal.ts';
import { isAble, openSource, sources } from './recording-source.ts';
import type { Devices, Opened, Source } from './recording-source.ts';
import { showHeard } from './sound-heard.ts';

export class RecorderInput {
  readonly #face: Face;
  readonly #onEnded: () => void;
  readonly #devices: Devices = {};
  #opened: Opened | null = null;
  #endLevel: () => void = () => {};

  /** @param onEnded told when somebody pulled a plug, or ended the showing of a screen */
  constructor(face: Face, onEnded: () => void) {
    this.#face = face;
    this.#onEnded = onEnded;
  }

  get stream(): MediaStream | null {
    return this.#opened?.stream ?? null;
  }

  get isLive(): boolean {
    return this.stream?.getTracks().every(({ readyState }) => readyState === 'live') ?? false;
  }

  #choice = (source: Source) =>
    this.#face.place.querySelector<HTMLInputElement>(`[name=source][value=${source}]`);

  /** Offers what this browser can record. @returns whether it can record anything */
  offer(): boolean {
    for (const source of sources)
      if (!isAble(source)) this.#choice(source)?.parentElement?.remove();
    const first = this.#face.place.querySelector<HTMLInputElement>('[name=source]');
    if (first) first.checked = true;
    return first !== null;
  }

  /** Turns on what is chosen, or says why it is not on. */
  async turnOn(): Promise<void> {
    const source = sources.find((one) => this.#choice(one)?.checked) ?? 'camera';
    const [face, chosen] = [this.#face, this.#devices];
    face.problem('');
    const refusal = refusedByFrame(source);
    if (refusal) return this.#refuse(refusal);
    const opened = await openSource(source, chosen).catch((error: unknown) =>
      this.#refuse(refusalOf(source, error)),
    );
    if (!opened) return;
    this.#show(opened);
    await showDevices(face, { source, chosen, stream: opened.stream });
    face.show('ready');
    face.say(face.words('ready'));
  }

  #refuse({ words, offersWindow }: Refusal): void {
    this.#face.show('choosing');
    this.#face.problem(this.#face.words(words), offersWindow);
  }

  #show(opened: Opened): void {
    // Pressed twice, it opens twice.
    this.close();
    this.#opened = opened;
    const { stream } = opened;
    this.#face.live(stream);
    for (const track of stream.getTracks())
      track.addEventListener('ended', this.#onEnded, { once: true });
    this.#endLevel = showHeard(this.#face, stream);
  }

  turnOff(): void {
    if (!this.#opened) return;
    this.close();
    this.#face.show('choosing');
  }

  /** Ends what is on, and shows nothing else. */
  close(): void {
    this.#endLevel();
    this.#opened?.close();
    this.#opened = null;
  }

  /** Turns on another device, where one was chosen from its list. */
  choose(target: EventTarget | null): void {
    const devices = chosenIn(target);
    if (!devices) return;
    Object.assign(this.#devices, devices);
    this.close();
    void this.turnOn();
  }
}
