const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using it. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  // Canada writes days as ISO 8601 does.
  const made = new Intl.DateTimeFormat('en-CA', { timeZone });
  formats.set(timeZone, made);
  return made;
}

/** The calendar day it is for somebody in this time zone, as YYYY-MM-DD; without a zone, in UTC. */
export function dayOf(moment: Date, timeZone: string | null): string {
  return formatIn(timeZone ?? 'UTC').format(moment);
}
