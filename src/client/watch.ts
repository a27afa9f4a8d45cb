/** A bundle of its own: keys, speed, captions, the transcript, and the place where somebody stopped. */
import { markCurrent } from './player-lines.ts';
import { listenToKeys } from './player-keys.ts';
import { keepPlace } from './player-place.ts';
import { writeCues } from './cue-writer.ts';
import { MediaPlayer } from './media-player.ts';
import type { Watch } from './watching.ts';

/** Links to a moment lead there within the page, wherever on it they stand. */
function followMoments(player: MediaPlayer): void {
  const follow = (event: MouseEvent) => {
    if (!player.media.isConnected) return document.removeEventListener('click', follow, true);
    const { target, ctrlKey, metaKey, shiftKey, altKey } = event;
    const link = target instanceof Element ? target.closest<HTMLElement>('a[data-at]') : null;
    if (!link || ctrlKey || metaKey || shiftKey || altKey) return;
    event.preventDefault();
    event.stopPropagation();
    player.seek(Number(link.dataset['at']));
    player.media.scrollIntoView({ block: 'nearest' });
    void player.media.play().catch(() => {});
  };
  // Before htmx hears of it, where links go through it.
  document.addEventListener('click', follow, { capture: true });
}

export const watch: Watch = (place, send) => {
  const media = place.querySelector('video, audio');
  if (!(media instanceof HTMLMediaElement)) return;
  const cues = place.querySelector<HTMLElement>('[data-cue-here]');
  if (cues) return writeCues(place, { media, button: cues });
  const player = new MediaPlayer(place, media);
  for (const button of place.querySelectorAll<HTMLElement>('[data-step]'))
    button.addEventListener('click', () => player.step(Number(button.dataset['step'])));
  followMoments(player);
  listenToKeys(player);
  markCurrent(player);
  keepPlace(player, send);
};
