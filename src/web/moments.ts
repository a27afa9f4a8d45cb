const momentFormats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using it. */
function momentFormat(language: string, timeZone: string): Intl.DateTimeFormat {
  const name = `${language} ${timeZone}`;
  const known = momentFormats.get(name);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  });
  momentFormats.set(name, made);
  return made;
}

/** A moment in words, in the zone it is read in, which it names. */
export function momentWords(moment: Date, language: string, timeZone: string): string {
  return momentFormat(language, timeZone).format(moment);
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** A calendar day in words, the same wherever it is read. @param iso such as 2026-11-24 */
export function dayWords(iso: string, language: string): string {
  let format = dayFormats.get(language);
  if (!format) {
    format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
    dayFormats.set(language, format);
  }
  return format.format(new Date(iso));
}
