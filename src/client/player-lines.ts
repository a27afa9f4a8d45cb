/** Marks the line of the transcript that is being said, and the chapter that it belongs to. */
import type { MediaPlayer } from './media-player.ts';

interface Line {
  at: number;
  link: HTMLElement;
}

const linesOf = (list: Element): Line[] =>
  [...list.querySelectorAll<HTMLElement>('a[data-at]')].map((link) => ({
    at: Number(link.dataset['at']),
    link,
  }));

/** Within what it scrolls in alone: the page stays where its reader has it. */
function show(list: HTMLElement, link: HTMLElement): void {
  const [around, line] = [list.getBoundingClientRect(), link.getBoundingClientRect()];
  if (line.top >= around.top && line.bottom <= around.bottom) return;
  list.scrollTop += line.top - around.top - around.height / 3;
}

/** Marks one list for as long as it is there. */
function follow(player: MediaPlayer, list: HTMLElement): void {
  const scrolled = list.closest<HTMLElement>('[data-lines]') ?? list;
  const lines = linesOf(list);
  let marked: HTMLElement | null = null;
  player.media.addEventListener('timeupdate', () => {
    const current = lines.findLast(({ at }) => at <= player.at)?.link ?? null;
    if (current === marked) return;
    marked?.removeAttribute('aria-current');
    current?.setAttribute('aria-current', 'true');
    marked = current;
    // Whoever is in it, with the keyboard or a pointer, reads at their own pace.
    if (current && !scrolled.matches(':hover, :focus-within')) show(scrolled, current);
  });
}

export function markCurrent(player: MediaPlayer): void {
  for (const list of player.place.querySelectorAll<HTMLElement>('.moments')) follow(player, list);
}
