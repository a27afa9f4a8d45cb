/** What can be done to what is played. */
export class MediaPlayer {
  readonly place: HTMLElement;
  readonly media: HTMLMediaElement;
  readonly #speed: HTMLSelectElement | null;
  readonly #captions: HTMLSelectElement | null;
  readonly #said: HTMLElement | null;
  #captionsBefore = '';

  constructor(place: HTMLElement, media: HTMLMediaElement) {
    this.place = place;
    this.media = media;
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

  turn(): void {
    if (this.media.paused) void this.media.play().catch(() => {});
    else this.media.pause();
  }

  seek(seconds: number): void {
    const { duration } = this.media;
    const end = Number.isFinite(duration) ? duration : Number.POSITIVE_INFINITY;
    this.media.currentTime = Math.min(Math.max(seconds, 0), end);
  }

  step(seconds: number): void {
    this.seek(this.media.currentTime + seconds);
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
