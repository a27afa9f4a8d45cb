/** Languages that something can be in, by the codes of BCP 47. */
export const languageCodes: readonly string[] =
  `am ar bg bn ca cs cy da de el en es et eu fa fi fr ga gl ha he hi hr hu id it ja ko lt lv ms nb
  nl pl pt ro ru sl so sr sv sw ta th tr uk ur vi yo zh`.split(/\s+/);

/** A language, and what it is called. */
export interface NamedLanguage {
  code: string;
  name: string;
}

/** Languages by the names they have in the language of a page, in its order. */
export function languageNames(
  language: string,
  codes: readonly string[] = languageCodes,
): NamedLanguage[] {
  const names = new Intl.DisplayNames([language], { type: 'language' });
  return codes
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .toSorted((left, right) => left.name.localeCompare(right.name, language));
}
