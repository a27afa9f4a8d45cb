import { readFileSync, readdirSync } from 'node:fs';
import i18next from 'i18next';

const directory = new URL('../../locales/', import.meta.url);
const fallback = 'en';

function catalogues(): Record<string, { translation: object }> {
  const files = readdirSync(directory).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    files.map((name) => {
      const words: object = JSON.parse(readFileSync(new URL(name, directory), 'utf8'));
      return [name.replace('.json', ''), { translation: words }];
    }),
  );
}

const resources = catalogues();
const translations = i18next.createInstance();
await translations.init({
  resources,
  fallbackLng: fallback,
  // Handlebars escapes; escaping here as well would show people entities.
  interpolation: { escapeValue: false },
  returnNull: false,
});

const directions = new Map([['ar', 'rtl']]);

/** What can be chosen, each named in its own words. */
export function languages(): { tag: string; name: string }[] {
  return Object.keys(resources).map((tag) => {
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    return { tag, name: name.charAt(0).toLocaleUpperCase(tag) + name.slice(1) };
  });
}

/** A language we speak, or none: "pt_BR", "pt-BR" and "pt" all ask for "pt". */
export function spoken(asked: string): string | undefined {
  const wanted = asked.replaceAll('_', '-').toLowerCase();
  const offered = Object.keys(resources);
  return (
    offered.find((language) => language.toLowerCase() === wanted) ??
    offered.find((language) => language === wanted.split('-')[0])
  );
}

/** The first of the languages asked for that we speak, or else English, as a BCP 47 tag. */
export function nearestLanguage(asked: readonly (string | null)[]): string {
  return asked.map((tag) => spoken(tag ?? '')).find((tag) => tag !== undefined) ?? fallback;
}

/** What the browser calls a page, which may name all that the page is told. */
export function titleIn(language: string, view: string, told: object): string {
  return translations.t(`titles.${view}`, { lng: language, replace: told });
}

/** Finds words by their key, with what stands in their gaps. */
type Words = (key: string, gaps: Readonly<Record<string, unknown>>) => string;

const rememberingWords = new Map<string, Words>();
const mostRemembered = 20_000;

/** Which words these are, where they have no gap, or a number in their only one; others are seldom asked for twice. */
function nameOf(...[key, gaps]: Parameters<Words>): string | null {
  const [gap, ...more] = Object.keys(gaps);
  if (gap === undefined) return key;
  const filling = gaps[gap];
  return more.length === 0 && typeof filling === 'number' ? `${key} ${gap} ${filling}` : null;
}

/**
 * Looks words up in the catalogue of one language, and remembers them. A page of posts asks for the same few
 * hundred times, and i18next works them out each time anew.
 */
export function wordsIn(language: string): Words {
  const known = rememberingWords.get(language);
  if (known) return known;
  const remembered = new Map<string, string>();
  const made: Words = (key, gaps) => {
    const name = nameOf(key, gaps);
    const before = name === null ? undefined : remembered.get(name);
    if (before !== undefined) return before;
    // Not by getFixedT, which copies every setting of the library for every word.
    const found = translations.t(key, { ...gaps, lng: language });
    // A key that no catalogue has comes back as it is; only what the catalogues hold is kept.
    if (name === null || found === key) return found;
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(name, found);
    return found;
  };
  rememberingWords.set(language, made);
  return made;
}

export function directionOf(language: string): string {
  return directions.get(language) ?? 'ltr';
}
