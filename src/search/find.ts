import type { Transaction } from '../db/index.ts';
import type { SearchQuery } from './query.ts';
import { slipsOf } from './spelling.ts';
import { bestHits, termsOf, usesOf, wordsLike, type Hits, type Look } from './store.ts';
import { allOf, lexemesOf, someOf, telling, unfinished, type Term, type Wanted } from './wanted.ts';

/** A word that hardly anything says, and what it may be a slip of. */
export interface Respelt {
  word: string;
  spelling: string;
  /** Whether nothing at all says it. */
  isUnknown: boolean;
}

export interface Found extends Hits {
  /** Folded words and stems that were looked for, to be marked. */
  sought: string[];
  /** Whether some of what is found says only some of the words. */
  isLoose: boolean;
  /** Words in whose place others were looked for, since nothing was found. */
  respelt: Respelt[];
  /** Words that others may have been meant by. */
  suggested: Respelt[];
}

/** Which part of the list. */
interface Page {
  limit: number;
  skip: number;
}

/** What is asked, and how. */
interface Question {
  query: SearchQuery;
  /** Whether the last word is still being typed. */
  isUnfinished: boolean;
}

/** With fewer, what says only some of the words is shown as well. */
const fewHits = 10;
const mostAlike = 30;
const mostTried = 4;
const mostMended = 6;
const shortestMended = 4;
/** A word that fewer documents say may be a slip of one that many more do. */
const rareUses = 2;
const manyUses = 12;

/** A word that is said so seldom that it may be a slip. */
interface Doubtful {
  typed: string;
  term: string;
  isUnknown: boolean;
}

/** The words that hardly anything says. Most are said often enough, which is seen at once. */
async function doubtfulOf(
  tx: Transaction,
  look: Look,
  words: readonly Term[],
): Promise<Doubtful[]> {
  const single = words.flatMap(({ typed, terms, query }) => {
    const [term = '', ...more] = terms;
    return more.length === 0 && term.length >= shortestMended ? [{ typed, term, query }] : [];
  });
  const asked = single.slice(0, mostMended);
  const uses = await usesOf(
    tx,
    look,
    asked.map(({ query }) => query),
    rareUses + 1,
  );
  return asked.flatMap(({ typed, term }, place) => {
    const own = uses[place] ?? 0;
    return own <= rareUses ? [{ typed, term, isUnknown: own === 0 }] : [];
  });
}

interface Respellings {
  respelt: Respelt[];
  /** Of the others those that nobody is known to have written. */
  strange: Doubtful[];
}

/** The nearest word, so many edits away at the most, that something that they may read says. */
async function respellingsWithin(
  tx: Transaction,
  look: Look,
  { doubtful, edits }: { doubtful: readonly Doubtful[]; edits: number },
): Promise<Respellings> {
  const alike = await Promise.all(
    doubtful.map(({ term }) => wordsLike(tx, term, { edits, most: mostAlike })),
  );
  const slips = doubtful.map(({ term }, place) =>
    slipsOf(term, alike[place] ?? []).slice(0, mostTried),
  );
  const tried = await termsOf(tx, slips.flat());
  const uses = await usesOf(
    tx,
    look,
    tried.map(({ query }) => query),
    manyUses,
  );
  const usesOfSlip = new Map(tried.map(({ typed }, place) => [typed, uses[place] ?? 0]));
  const respelt = doubtful.flatMap(({ typed, isUnknown }, place) => {
    const enough = isUnknown ? 1 : manyUses;
    const spelling = slips[place]?.find((slip) => (usesOfSlip.get(slip) ?? 0) >= enough);
    return spelling === undefined ? [] : [{ word: typed, spelling, isUnknown }];
  });
  const isStrange = ({ typed, term }: Doubtful, place: number) =>
    respelt.every(({ word }) => word !== typed) && !alike[place]?.includes(term);
  return { respelt, strange: doubtful.filter(isStrange) };
}

/** What words may be slips of. Nearly all slips are one edit, which is looked for much faster than two. */
async function respellings(
  tx: Transaction,
  look: Look,
  words: readonly Term[],
): Promise<Respelt[]> {
  const doubtful = await doubtfulOf(tx, look, words);
  const near = await respellingsWithin(tx, look, { doubtful, edits: 1 });
  const far = await respellingsWithin(tx, look, { doubtful: near.strange, edits: 2 });
  return [...near.respelt, ...far.respelt];
}

async function withSpellings(
  tx: Transaction,
  words: readonly Term[],
  respelt: readonly Respelt[],
): Promise<Term[]> {
  const spellings = new Map(respelt.map(({ word, spelling }) => [word, spelling]));
  return termsOf(
    tx,
    words.map(({ typed }) => spellings.get(typed) ?? typed),
  );
}

const size = ({ counts }: Hits) => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** What is looked for: the words as they are meant, and as they stand where the last is still being typed. */
interface Said {
  words: readonly Term[];
  finished: readonly Term[] | null;
}

/** Looks for all of it, and where that is little, for what says some of the words as well. */
async function ask(
  tx: Transaction,
  look: Look,
  { words, finished }: Said,
  { page, required }: { page: Page; required: Omit<Wanted, 'words'> },
): Promise<Hits & { isLoose: boolean }> {
  const wanted = { ...required, words };
  const all = allOf(wanted);
  const whole = { all, finished: finished && allOf({ ...required, words: finished }) };
  const strict = await bestHits(tx, look, { ...whole, some: null, words: [] }, page);
  const isMany = words.length > 1;
  if (!isMany || size(strict) >= fewHits || (page.skip > 0 && strict.hits.length > 0))
    return { ...strict, isLoose: false };
  const asked = { ...whole, some: someOf(wanted), words: words.map(({ query }) => query) };
  const loose = await bestHits(tx, look, asked, page);
  return { ...loose, isLoose: size(loose) > size(strict) };
}

/** What of all that this visit may read answers the query best. */
export async function find(
  tx: Transaction,
  look: Look,
  { query, isUnfinished }: Question,
  page: Page,
): Promise<Found> {
  const typed = [...query.words, ...query.phrases, ...query.without];
  const terms = await termsOf(tx, typed);
  const cut = query.words.length;
  const typedWords = terms.slice(0, cut);
  const words = telling(isUnfinished ? unfinished(typedWords) : typedWords);
  const finished = isUnfinished ? telling(typedWords) : null;
  const phrases = terms.slice(cut, cut + query.phrases.length);
  const without = terms.slice(cut + query.phrases.length);
  const asking = { page, required: { phrases, without } };
  const sought = (said: readonly Term[]) => [
    ...new Set([...said, ...phrases].flatMap((term) => lexemesOf(term.query))),
  ];
  const found = await ask(tx, look, { words, finished }, asking);
  // What is still being typed is no slip yet, where anything begins so.
  const isPoor = isUnfinished ? size(found) === 0 : found.isLoose || size(found) < fewHits;
  const slips = isPoor ? await respellings(tx, look, words) : [];
  const first = { ...found, sought: sought(words), respelt: [], suggested: slips };
  const respelt = slips.filter(({ isUnknown }) => isUnknown);
  if (respelt.length === 0) return first;
  const mended = await withSpellings(tx, words, respelt);
  const again = await ask(tx, look, { words: mended, finished: null }, asking);
  if (size(again) === 0) return { ...first, suggested: [] };
  const suggested = slips.filter(({ isUnknown }) => !isUnknown);
  return { ...again, sought: sought(mended), respelt, suggested };
}
