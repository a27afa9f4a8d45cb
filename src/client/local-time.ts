/**
 * Shows every moment in the reader's own zone: near ones as "2 hours ago", with the full time on hover, and
 * all others with the zone named; where only the day matters, the day;
 * and where something is to happen, always when.
 */
import { onContent } from './on-content.ts';

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
const nearSeconds = 7 * 86_400;

interface Formats {
  full: Intl.DateTimeFormat;
  moment: Intl.DateTimeFormat;
  day: Intl.DateTimeFormat;
  relative: Intl.RelativeTimeFormat;
  now: string;
}

function formats(): Formats {
  const language = document.documentElement.lang;
  // What the person chose or their LMS said; without it the browser knows where it is.
  const { locale = language, timeZone } = document.body.dataset;
  // Older browsers know other calendars by region; the date fields of forms do not.
  const zone = { calendar: 'gregory', ...(timeZone ? { timeZone } : {}) };
  return {
    full: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long', ...zone }),
    // As the server writes them (web/moments.ts).
    moment: new Intl.DateTimeFormat(locale, {
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
      ...zone,
    }),
    day: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...zone }),
    relative: new Intl.RelativeTimeFormat(language),
    now: new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'second'),
  };
}

function wordsFor(date: Date, { moment, relative, now }: Formats): string {
  const seconds = (date.getTime() - Date.now()) / 1000;
  if (Math.abs(seconds) > nearSeconds) return moment.format(date);
  const near = units.find(([, size]) => Math.abs(seconds) >= size);
  if (!near) return now;
  const [unit, size] = near;
  return relative.format(Math.trunc(seconds / size), unit);
}

onContent((root) => {
  const known = formats();
  for (const element of root.querySelectorAll('time')) {
    const date = new Date(element.dateTime);
    element.title = known.full.format(date);
    const { day, whole } = element.dataset;
    if (day !== undefined) element.textContent = known.day.format(date);
    else if (whole !== undefined) element.textContent = known.moment.format(date);
    else element.textContent = wordsFor(date, known);
  }
});
