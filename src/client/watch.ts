/** A bundle of its own: keys, speed, captions, the transcript, and the place where somebody stopped. */
import { clockOf } from './clock.ts';
import { markCurrent } from './player-lines.ts';
import { listenToKeys } from './player-keys.ts';
import { keepPlace } from './player-place.ts';
import { writeCues } from './cue-writer.ts';
import { MediaPlayer } from './media-player.ts';
import type { Watch } from './watching.ts';

/** Where a link leads within what is played: said by us, or by the address, for those in what people wrote. */
function momentOf(link: HTMLAnchorElement): number | null {
  const said = link.dataset['at'];
  if (said !== undefined) return Number(said);
  const { origin, pathname, searchParams } = new URL(link.href);
  const isHere = origin === location.origin && pathname === location.pathname;
  const asked = isHere ? searchParams.get('t') : null;
  return asked === null || !/^\d+$/.test(asked) ? null : Number(asked);
}

/** Links to a moment lead there within the page, wherever on it they stand. */
function followMoments(player: MediaPlayer): void {
  const follow = (event: MouseEvent) => {
    if (!player.media.isConnected) return document.removeEventListener('click', follow, true);
    const { target, ctrlKey, metaKey, shiftKey, altKey } = event;
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
    const moment = link && momentOf(link);
    if (moment === null || ctrlKey || metaKey || shiftKey || altKey) return;
    event.preventDefault();
    event.stopPropagation();
    player.seek(moment);
    player.media.scrollIntoView({ block: 'nearest' });
    void player.media.play().catch(() => {});
  };
  // Before htmx hears of it, where links go through it.
  document.addEventListener('click', follow, { capture: true });
}

/** Puts the moment that is being played into the form of whoever says something of it. */
function offerMoment(player: MediaPlayer): void {
  const field = document.querySelector<HTMLInputElement>('#moment');
  const button = document.querySelector<HTMLButtonElement>('[data-moment-here]');
  if (!field || !button) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    field.value = clockOf(player.at);
    field.focus();
  });
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
  offerMoment(player);
  listenToKeys(player);
  markCurrent(player);
  keepPlace(player, send);
};
