import { fold } from '../communities/index.ts';

/** What a search can be narrowed to by a word before a colon. */
export const operators = ['kind', 'topic', 'by', 'in'] as const;
export type Operator = (typeof operators)[number];

/** What somebody looks for, taken apart. */
export interface SearchQuery {
  words: string[];
  /** Words that must stand in a row. */
  phrases: string[];
  /** Words and phrases that must not stand there. */
  without: string[];
  /** Folded, as all that narrows. */
  kind: string[];
  topic: string[];
  by: string[];
  in: string[];
}

const mostParts = 12;
const quotes = /[“”„«»「」]/gu;
const part =
  /(?<minus>-)?(?:(?<name>[\p{L}\p{M}]+):(?=\S))?(?:"(?<quoted>[^"]*)"?|(?<bare>[^\s"]+))/gu;
const telling = /[\p{L}\p{N}]/u;

/** The words of the operators, as somebody may type them. */
export type OperatorWords = ReadonlyMap<string, Operator>;

/**
 * Reads what was typed: words, "a phrase", -without and operator:value, each value a word or quoted. Anything
 * else is taken for words; nothing is wrong.
 */
export function readQuery(typed: string, named: OperatorWords): SearchQuery {
  const query: SearchQuery = {
    words: [],
    phrases: [],
    without: [],
    kind: [],
    topic: [],
    by: [],
    in: [],
  };
  const parts = [...typed.replaceAll(quotes, '"').matchAll(part)];
  for (const { groups = {} } of parts.slice(0, mostParts)) {
    const { minus, name, quoted, bare } = groups;
    const said = quoted ?? bare ?? '';
    if (!telling.test(said)) continue;
    const operator = name === undefined ? undefined : named.get(fold(name));
    if (operator) {
      query[operator].push(fold(said));
      continue;
    }
    const whole = name === undefined ? said : `${name} ${said}`;
    if (minus) query.without.push(whole);
    else if (quoted === undefined) query.words.push(whole);
    else query.phrases.push(whole);
  }
  return query;
}

/** Whether it says anything to look for, or to narrow by. */
export function saysNothing({ words, phrases, kind, topic, by, in: places }: SearchQuery): boolean {
  return [words, phrases, kind, topic, by, places].every((parts) => parts.length === 0);
}
