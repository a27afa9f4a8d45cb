/** For how many months somebody may say that an article holds. */
export const holdings = [3, 6, 12, 24] as const;

/** The calendar day so many months on, in UTC, as YYYY-MM-DD. */
export function inMonths(months: number, now: Date): string {
  const day = new Date(now);
  const month = day.getUTCMonth() + months;
  day.setUTCMonth(month);
  // A short month has no 31st: then its last day.
  if (day.getUTCMonth() !== month % 12) day.setUTCDate(0);
  return day.toISOString().slice(0, 10);
}
