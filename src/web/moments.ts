const momentFormats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using it. */
function momentFormat(locale: string, timeZone: string): Intl.DateTimeFormat {
  const name = `${locale} ${timeZone}`;
  const known = momentFormats.get(name);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, {
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

const minuteMs = 60_000;
const rememberedMinutes = new Map<string, string>();
const mostRemembered = 20_000;

/**
 * A moment in words, in the zone it is read in, which it names. Whoever reads a thread reads the same moments as
 * others before, and a format takes as long for each as the rest of its line.
 */
export function momentWords(moment: Date, locale: string, timeZone: string): string {
  const name = `${locale} ${timeZone} ${Math.floor(moment.getTime() / minuteMs)}`;
  const known = rememberedMinutes.get(name);
  if (known !== undefined) return known;
  if (rememberedMinutes.size >= mostRemembered) rememberedMinutes.clear();
  const words = momentFormat(locale, timeZone).format(moment);
  rememberedMinutes.set(name, words);
  return words;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

function dayFormat(locale: string, timeZone: string): Intl.DateTimeFormat {
  const name = `${locale} ${timeZone}`;
  const known = dayFormats.get(name);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone });
  dayFormats.set(name, made);
  return made;
}

/** The day a moment falls on in this zone, in words. */
export function dayOfMomentWords(moment: Date, locale: string, timeZone: string): string {
  return dayFormat(locale, timeZone).format(moment);
}

const monthFormats = new Map<string, Intl.DateTimeFormat>();

function monthFormat(locale: string): Intl.DateTimeFormat {
  const known = monthFormats.get(locale);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' });
  monthFormats.set(locale, made);
  return made;
}

/** The months from one calendar day to another in words. @param iso such as 2026-11-24 */
export function monthsWords(iso: { from: string; to: string }, locale: string): string {
  return monthFormat(locale).formatRange(new Date(iso.from), new Date(iso.to));
}

/** A calendar day in words, the same wherever it is read. @param iso such as 2026-11-24 */
export function dayWords(iso: string, locale: string): string {
  return dayFormat(locale, 'UTC').format(new Date(iso));
}
