/** What a word or phrase is looked for by. */
export interface Term {
  typed: string;
  /** As documents hold it. */
  terms: string[];
  /** A tsquery: itself or any of its stems. */
  query: string;
  /** Whether a language is full of it, so that it tells little. */
  isCommon: boolean;
}

const lexeme = /'((?:[^']|'')*)'/g;

/** The words that a tsquery asks for. */
export function lexemesOf(query: string): string[] {
  return [...query.matchAll(lexeme)].map(([, word = '']) => word.replaceAll("''", "'"));
}

/** The same question, where stems of several languages are alike, without asking twice. */
export const once = (query: string): string => [...new Set(query.split(' | '))].join(' | ');

const both = (queries: readonly string[], operator: '&' | '|') =>
  queries.map((query) => `(${query})`).join(` ${operator} `);

const quoted = (term: string) => `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/** The last word as whoever is still typing it means it: whatever begins so, also behind a hyphen or an elided article. */
export function unfinished(terms: readonly Term[]): Term[] {
  const last = terms.at(-1);
  const parts = last?.terms.filter(Boolean) ?? [];
  if (!last || parts.length === 0) return [...terms];
  const beginning = `${parts.map(quoted).join(' <-> ')}:*`;
  const query = last.query === '' ? beginning : `${last.query} | ${beginning}`;
  return [...terms.slice(0, -1), { ...last, query, isCommon: false }];
}

/** What documents must say, and must not. */
export interface Wanted {
  words: readonly Term[];
  phrases: readonly Term[];
  without: readonly Term[];
}

/** Words that tell little are not asked for beside others that do. */
export function telling(words: readonly Term[]): Term[] {
  const rest = words.filter(({ query, isCommon }) => query !== '' && !isCommon);
  return rest.length > 0 ? rest : words.filter(({ query }) => query !== '');
}

const queriesOf = (terms: readonly Term[]) => terms.map(({ query }) => query).filter(Boolean);

function queryOf({ words, phrases, without }: Wanted, operator: '&' | '|'): string | null {
  const asked = queriesOf(words);
  const some = asked.length > 0 ? [both(asked, operator)] : [];
  const required = [...some, ...queriesOf(phrases)];
  if (required.length === 0) return null;
  const refused = queriesOf(without);
  const unless = refused.length > 0 ? ` & !(${both(refused, '|')})` : '';
  return both(required, '&') + unless;
}

/** Asks for all of it; null where nothing is asked for. */
export const allOf = (wanted: Wanted): string | null => queryOf(wanted, '&');

/**
 * Asks for any of the words, and all of the phrases: for each word by itself, so that a common one does not crowd
 * out a rare one, and for any of them; null where nothing is asked for.
 */
export function someOf(wanted: Wanted): { each: string[]; any: string } | null {
  const any = queryOf(wanted, '|');
  if (any === null) return null;
  const each = wanted.words.map((word) => queryOf({ ...wanted, words: [word] }, '&'));
  return { each: each.filter((query) => query !== null), any };
}
