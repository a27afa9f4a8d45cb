/** What can be done to what is played. */
export class MediaPlayer {
  readonly place: HTMLElement;
  readonly media: HTMLMediaElement;
  readonly #speed: HTMLSelectElement | null;
  readonly #captions: HTMLSelectElement | null;
  readonly #said: HTMLElement | null;
  #captionsBefore = '';
  /** Where what is meant begins and ends in the file, in seconds; where it goes on to its end, nobody said. */
  readonly #from: number;
  readonly #to: number;

  constructor(place: HTMLElement, media: HTMLMediaElement) {
    this.place = place;
    this.media = media;
    this.#from = Number(place.dataset['playerFrom']);
    this.#to = Number(place.dataset['playerTo'] ?? Number.POSITIVE_INFINITY);
    this.#speed = place.querySelector('[data-speed]');
    this.#captions = place.querySelector('[data-captions]');
    this.#said = place.querySelector('[data-player-said]');
    this.#speed?.addEventListener('change', () => this.#applySpeed());
    this.#captions?.addEventListener('change', () => this.#applyCaptions());
    // The browser has a menu of its own for both.
    media.addEventListener('ratechange', () => this.#noteSpeed());
    media.textTracks.addEventListener('change', () => this.#noteCaptions());
    this.#applySpeed();
    this.#applyCaptions();
  }

  get speedPercent(): string {
    return this.#speed?.value ?? '100';
  }

  get captions(): string {
    return this.#captions?.value ?? '';
  }

  /** How far it is, in seconds of what is meant. */
  get at(): number {
    return Math.max(0, this.media.currentTime - this.#from);
  }

  /** How long what is meant is; null while nobody knows. */
  get length(): number | null {
    const { duration } = this.media;
    const end = Math.min(Number.isNaN(duration) ? Number.POSITIVE_INFINITY : duration, this.#to);
    return Number.isFinite(end) ? end - this.#from : null;
  }

  turn(): void {
    if (this.media.paused) void this.media.play().catch(() => {});
    else this.media.pause();
  }

  seek(seconds: number): void {
    const within = Math.min(Math.max(seconds, 0), this.length ?? Number.POSITIVE_INFINITY);
    this.media.currentTime = this.#from + within;
  }

  step(seconds: number): void {
    this.seek(this.at + seconds);
  }

  mute(): void {
    this.media.muted = !this.media.muted;
  }

  goFaster(by: 1 | -1): void {
    const speed = this.#speed;
    const next = speed?.options[speed.selectedIndex + by];
    if (!speed || !next) return;
    speed.value = next.value;
    this.#applySpeed();
    this.#say(next.text);
  }

  turnCaptions(): void {
    const captions = this.#captions;
    if (!captions) return;
    const first = captions.options[1]?.value ?? '';
    const next = captions.value === '' ? this.#captionsBefore || first : '';
    this.#captionsBefore = captions.value;
    captions.value = next;
    this.#applyCaptions();
    this.#say(captions.selectedOptions[0]?.text ?? '');
  }

  fill(): void {
    if (this.media instanceof HTMLAudioElement) return;
    if (document.fullscreenElement) void document.exitFullscreen();
    // Not every frame lets a page do so.
    else void this.media.requestFullscreen().catch(() => {});
  }

  #applySpeed(): void {
    const rate = Number(this.speedPercent) / 100;
    this.media.defaultPlaybackRate = rate;
    this.media.playbackRate = rate;
  }

  #noteSpeed(): void {
    const percent = String(Math.round(this.media.playbackRate * 100));
    const isOffered = [...(this.#speed?.options ?? [])].some(({ value }) => value === percent);
    if (this.#speed && isOffered) this.#speed.value = percent;
  }

  #applyCaptions(): void {
    for (const track of this.media.textTracks)
      track.mode = track.language === this.captions ? 'showing' : 'disabled';
  }

  #noteCaptions(): void {
    if (!this.#captions) return;
    const shown = [...this.media.textTracks].find(({ mode }) => mode === 'showing');
    this.#captions.value = shown?.language ?? '';
  }

  #say(words: string): void {
    if (this.#said) this.#said.textContent = words;
  }
}
