/**
 * Cutting the ends off a recording: two bars beside the two fields that the form sends, and a player that plays what
 * is chosen. A field is empty where nothing is cut off.
 */
import { clockOf } from './clock.ts';

const farAway = 1e8;

/** What browsers record does not say how long it is: they find out at its end. */
function lengthOf(player: HTMLMediaElement): Promise<number> {
  return new Promise((resolve) => {
    const note = () => {
      if (Number.isNaN(player.duration)) return;
      if (player.duration === Number.POSITIVE_INFINITY) {
        player.currentTime = farAway;
        return;
      }
      player.removeEventListener('durationchange', note);
      player.removeEventListener('loadedmetadata', note);
      if (player.currentTime > 0) player.currentTime = 0;
      resolve(player.duration);
    };
    player.addEventListener('loadedmetadata', note);
    player.addEventListener('durationchange', note);
    note();
  });
}

class Cut {
  readonly #place: HTMLElement;
  readonly #player: HTMLMediaElement;
  readonly #length: number;

  constructor(place: HTMLElement, player: HTMLMediaElement, length: number) {
    this.#place = place;
    this.#player = player;
    this.#length = length;
    for (const name of ['start', 'end'] as const) this.#openRange(name);
    place.querySelector<HTMLElement>('[data-cut-tools]')?.removeAttribute('hidden');
    place.addEventListener('input', ({ target }) => this.#moved(target));
    place.addEventListener('click', ({ target }) => {
      if (target instanceof Element && target.closest('[data-cut-play]')) this.#play();
    });
    player.addEventListener('timeupdate', () => this.#stopAtEnd());
    this.#tell();
  }

  #range = (name: 'start' | 'end') =>
    this.#place.querySelector<HTMLInputElement>(`[data-cut-range=${name}]`);
  #field = (name: 'start' | 'end') =>
    this.#place.querySelector<HTMLInputElement>(`input[name=${name}]`);

  #openRange(name: 'start' | 'end'): void {
    const [range, field] = [this.#range(name), this.#field(name)];
    if (!range || !field) return;
    range.max = this.#length.toFixed(1);
    field.max = range.max;
    range.hidden = false;
    this.#showIn(range, field, name);
  }

  #showIn(range: HTMLInputElement, field: HTMLInputElement, name: 'start' | 'end'): void {
    const whole = name === 'start' ? 0 : this.#length;
    range.value = field.value === '' ? String(whole) : field.value;
    range.setAttribute('aria-valuetext', clockOf(Number(range.value)));
  }

  get #chosen(): { start: number; end: number } {
    const start = Number(this.#field('start')?.value);
    const end = Number(this.#field('end')?.value || this.#length);
    return { start, end };
  }

  #moved(target: EventTarget | null): void {
    for (const name of ['start', 'end'] as const) {
      const [range, field] = [this.#range(name), this.#field(name)];
      if (!range || !field || (target !== range && target !== field)) continue;
      if (target === range) {
        const isWhole = range.value === (name === 'start' ? '0' : range.max);
        field.value = isWhole ? '' : range.value;
      }
      this.#showIn(range, field, name);
      // Whoever moves an end sees what is there.
      this.#player.pause();
      this.#player.currentTime = Number(range.value);
    }
    this.#tell();
  }

  #tell(): void {
    const { start, end } = this.#chosen;
    const words = this.#place.dataset['cutChosen'] ?? '';
    const said = this.#place.querySelector('[data-cut-said]');
    if (!said) return;
    said.textContent = words
      .replace('{length}', clockOf(Math.max(0, end - start)))
      .replace('{whole}', clockOf(this.#length));
  }

  #play(): void {
    this.#player.currentTime = this.#chosen.start;
    void this.#player.play();
  }

  #stopAtEnd(): void {
    const { end } = this.#chosen;
    if (!this.#player.paused && end < this.#length && this.#player.currentTime >= end)
      this.#player.pause();
  }
}

export async function openCut(place: HTMLElement): Promise<void> {
  const player = place.querySelector<HTMLMediaElement>('video, audio');
  if (player) void new Cut(place, player, await lengthOf(player));
}
