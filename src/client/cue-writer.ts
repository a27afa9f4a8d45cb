/** Puts the time that is being played into captions that somebody writes. */
import { stampOf } from './clock.ts';

const lastsSeconds = 3;

export function writeCues(
  place: HTMLElement,
  { media, button }: { media: HTMLMediaElement; button: HTMLElement },
): void {
  const words = place.querySelector('textarea');
  const beginsAt = Number(place.dataset['playerFrom']);
  if (!words) return;
  button.addEventListener('click', () => {
    const at = Math.max(0, media.currentTime - beginsAt);
    const [from, to] = [at, at + lastsSeconds].map(stampOf);
    const before = words.value.trimEnd();
    words.value = `${before === '' ? '' : `${before}\n\n`}${from} --> ${to}\n`;
    words.focus();
    words.setSelectionRange(words.value.length, words.value.length);
    words.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
