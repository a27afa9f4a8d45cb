import { spoken } from './i18n.ts';

// A region stands behind the language, and behind the script where one is named: en-GB, zh_Hant_TW, es-419.
const regioned = /^[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2}|\d{3})(?![a-z\d])/i;

const written = new Map<string, string>();

/** The nearest way of writing dates that is known here, so that no made-up region makes one of its own. */
function nearestWriting(locale: string): string {
  const known = written.get(locale);
  if (known) return known;
  const nearest = new Intl.DateTimeFormat(locale).resolvedOptions().locale;
  written.set(locale, nearest);
  return nearest;
}

/**
 * How a page in this language writes its dates: as in the region of the first of the tags asked for that
 * speaks the language and names one, or else as the language does at large.
 */
export function localeFor(language: string, asked: readonly (string | null)[]): string {
  const region = asked
    .filter((tag) => tag !== null)
    .filter((tag) => spoken(tag) === language)
    .map((tag) => regioned.exec(tag)?.[1])
    .find((found) => found !== undefined);
  return region ? nearestWriting(`${language}-${region.toUpperCase()}`) : language;
}
