/**
 * Single keys of a player. Those that the rest of a page needs work only within it; whoever speaks to the
 * computer can turn the others off, with those of the talk (WCAG 2.2, 2.1.4).
 */
import type { MediaPlayer } from './media-player.ts';

const storageName = 'guildhall-keys';

function areOn(): boolean {
  try {
    return localStorage.getItem(storageName) !== 'off';
  } catch {
    return true;
  }
}

function keepTurned(on: boolean): void {
  try {
    localStorage.setItem(storageName, on ? 'on' : 'off');
  } catch {
    // A browser that keeps nothing for us knows it for as long as the page is open.
  }
}

const everywhere: Record<string, (player: MediaPlayer) => void> = {
  k: (player) => player.turn(),
  j: (player) => player.step(-10),
  l: (player) => player.step(10),
  m: (player) => player.mute(),
  c: (player) => player.turnCaptions(),
  f: (player) => player.fill(),
  '<': (player) => player.goFaster(-1),
  '>': (player) => player.goFaster(1),
};

const within: Record<string, (player: MediaPlayer) => void> = {
  ' ': (player) => player.turn(),
  ArrowLeft: (player) => player.step(-5),
  ArrowRight: (player) => player.step(5),
};

const writes = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]';
/** What does something of its own with a space. */
const presses = 'button, summary, input, a';

function deedOf(player: MediaPlayer, { key, target }: KeyboardEvent) {
  const deed = everywhere[key];
  if (!(target instanceof Element)) return deed;
  if (target.matches(writes)) return undefined;
  if (deed) return deed;
  const isWithin = player.place.contains(target) && !target.closest('[data-lines]');
  return isWithin && !(key === ' ' && target.matches(presses)) ? within[key] : undefined;
}

export function listenToKeys(player: MediaPlayer): void {
  const box = player.place.querySelector<HTMLInputElement>('[data-player-keys]');
  let on = areOn();
  const hear = (event: KeyboardEvent) => {
    if (!player.media.isConnected) return document.removeEventListener('keydown', hear, true);
    const { altKey, ctrlKey, metaKey, isComposing } = event;
    if (!on || altKey || ctrlKey || metaKey || isComposing) return;
    const deed = deedOf(player, event);
    if (!deed) return;
    // The browser's own player would do the same once more.
    event.preventDefault();
    event.stopPropagation();
    deed(player);
  };
  document.addEventListener('keydown', hear, { capture: true });
  if (!box) return;
  box.checked = on;
  box.addEventListener('change', () => {
    on = box.checked;
    keepTurned(on);
  });
}
