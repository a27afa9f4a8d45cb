/** Puts the time that is being played into captions that somebody writes. */

const two = (part: number) => String(Math.floor(part)).padStart(2, '0');

function stampOf(seconds: number): string {
  const rest = Math.round((seconds % 1) * 1000);
  const clock = [seconds / 3600, (seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${clock}.${String(Math.min(rest, 999)).padStart(3, '0')}`;
}

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
