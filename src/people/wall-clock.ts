const dayMs = 86_400_000;
const secondMs = 1000;

/** How far ahead of UTC the clocks of a zone are at a moment. */
function aheadMs(moment: number, timeZone: string): number {
  const shown = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    shown.find((each) => each.type === type)?.value ?? '';
  const day = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  const time = `${part('hour')}:${part('minute')}:${part('second')}`;
  return Date.parse(`${day}T${time}Z`) - Math.floor(moment / secondMs) * secondMs;
}

/**
 * The moment at which the clocks of a zone show this. A time that they show twice, when they go back, is the
 * first of the two; one that they leave out, when they go forward, is as much later as they went.
 *
 * @param shown such as 2026-11-24T09:30
 * @param timeZone null for UTC
 */
export function momentWhen(shown: string, timeZone: string | null): Date {
  const asUtc = Date.parse(`${shown}Z`);
  if (timeZone === null) return new Date(asUtc);
  const [before, after] = [asUtc - dayMs, asUtc + dayMs].map((near) => aheadMs(near, timeZone));
  const [early, late] = [asUtc - (before ?? 0), asUtc - (after ?? 0)];
  if (aheadMs(early, timeZone) === before || aheadMs(late, timeZone) !== after)
    return new Date(early);
  return new Date(late);
}

/** What the clocks of a zone show at a moment, to the minute: 2026-11-24T09:30. */
export function shownAt(moment: Date, timeZone: string | null): string {
  const ahead = timeZone === null ? 0 : aheadMs(moment.getTime(), timeZone);
  return new Date(moment.getTime() + ahead).toISOString().slice(0, 16);
}

/** The moment at which a calendar day is over in a zone. @param day such as 2026-11-24 */
export function endOfDay(day: string, timeZone: string | null): Date {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
  return momentWhen(`${next}T00:00`, timeZone);
}
