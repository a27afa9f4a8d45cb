import { resourceLanguages } from './resource.ts';

/** A language, and what it is called. */
export interface NamedLanguage {
  code: string;
  name: string;
}

/** Languages by the names they have in the language of a page, in its order. */
export function languageNames(
  language: string,
  codes: readonly string[] = resourceLanguages,
): NamedLanguage[] {
  const names = new Intl.DisplayNames([language], { type: 'language' });
  return codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .toSorted((left, right) => left.name.localeCompare(right.name, language));
}
