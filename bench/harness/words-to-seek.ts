import { passages } from '../../src/seed/passages.ts';

/** What somebody types, of each kind many. */
export type Typed = Record<string, string[]>;

const ofEach = 40;

/** Letters swapped in the middle of a word, as a hurried hand does. */
function misspelt(word: string): string {
  const middle = Math.floor(word.length / 2);
  const [before, first, second, rest] = [
    word.slice(0, middle - 1),
    word[middle - 1],
    word[middle],
    word.slice(middle + 1),
  ];
  return first === second ? before + second + rest : before + second + first + rest;
}

/** Evenly from a list. */
const spread = <T>(from: readonly T[]): T[] =>
  from
    .filter((_, index) => index % Math.max(1, Math.floor(from.length / ofEach)) === 0)
    .slice(0, ofEach);

/** Words that so many of all passages say, from one part of them to another. */
function wordsSaidBy(uses: ReadonlyMap<string, number>, [from, to]: [number, number], of: number) {
  return [...uses]
    .filter(([word, count]) => word.length > 3 && count >= from * of && count <= to * of)
    .map(([word]) => word)
    .toSorted();
}

const pairsOf = (words: readonly string[]) =>
  words.map((word, place) => [word, words[(place + 7) % words.length] ?? word] as const);

/**
 * What to look for in an organization that `npm run seed` filled, in words as rare and as common as those of any
 * language.
 */
export function wordsToSeek(posts: number): Typed {
  const said = passages(Math.min(posts, 60_000)).map((passage) => passage.slice(0, -1).split(' '));
  const uses = new Map<string, number>();
  for (const words of said)
    for (const word of new Set(words)) uses.set(word, (uses.get(word) ?? 0) + 1);
  const within = (from: number, to: number) => wordsSaidBy(uses, [from, to], said.length);
  // One in two hundred to one in thirty; and what titles say besides, which is one in ten.
  const common = [
    ...within(1 / 200, 1 / 30),
    'tools',
    'assessment',
    'groups',
    'wording',
    'simulation',
  ];
  const middling = within(1 / 2000, 1 / 400);
  const rare = within(2 / said.length, 8 / said.length);
  const rows = spread(said.filter(({ length }) => length > 8));
  const pairs = pairsOf(spread(common));
  return {
    'one rare word': spread(rare),
    'one middling word': spread(middling),
    'one common word': spread(common),
    'two common words': pairs.map((pair) => pair.join(' ')),
    'a common and a rare word': spread(rare).map(
      (word, place) => `${word} ${common[place % common.length]}`,
    ),
    'a phrase': rows.map((words) => `"${words.slice(2, 4).join(' ')}"`),
    'a common word without another': pairs.map(([one, other]) => `${one} -${other}`),
    'a common word, of articles': spread(common).map((word) => `${word} kind:article`),
    'a common word, by somebody': spread(common).map((word) => `${word} by:"ada brandt"`),
    'a common word, in some communities': spread(common).map((word) => `${word} in:mentoring`),
    'a misspelt word': spread(middling.filter((word) => word.length > 6)).map(misspelt),
    'what nobody says': spread(rare).map((word) => `${word.slice(2)}qxz`),
    'no word: what somebody wrote': ['by:"ada brandt"'],
    'no word: articles': ['kind:article'],
    'no word: some communities': ['in:mentoring'],
  };
}

/** What a box asks for while these are typed into it. */
export function beginnings(typed: readonly string[]): string[] {
  return typed.flatMap((words) =>
    [3, 4, 5, 6, 8, 11]
      .filter((length) => length <= words.length)
      .map((length) => words.slice(0, length)),
  );
}
