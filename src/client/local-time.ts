/** Shows every moment in the reader's own zone: near ones as "2 hours ago", with the full time on hover. */
import { onContent } from './on-content.ts';

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
const nearSeconds = 7 * 86_400;
const language = document.documentElement.lang;
// What the person chose, or where the browser is.
const zone = document.body.dataset['timeZone'];
const timeZone = zone ? { timeZone: zone } : {};
const full = new Intl.DateTimeFormat(language, {
  dateStyle: 'full',
  timeStyle: 'long',
  ...timeZone,
});
const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', ...timeZone });
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });

function wordsFor(moment: Date): string {
  const seconds = (moment.getTime() - Date.now()) / 1000;
  if (Math.abs(seconds) > nearSeconds) return day.format(moment);
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['minute', 60];
  return relative.format(Math.round(seconds / size), unit);
}

onContent((root) => {
  for (const element of root.querySelectorAll('time')) {
    const moment = new Date(element.dateTime);
    element.title = full.format(moment);
    element.textContent = wordsFor(moment);
  }
});
