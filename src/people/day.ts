/** The calendar day it is for somebody in this time zone, as YYYY-MM-DD; without a zone, in UTC. */
export function dayOf(moment: Date, timeZone: string | null): string {
  // Canada writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('en-CA', { timeZone: timeZone ?? 'UTC' }).format(moment);
}
