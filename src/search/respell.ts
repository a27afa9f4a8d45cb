import type { Transaction } from '../db/index.ts';
import type { Look } from './look.ts';
import { mostEdits, slipsOf } from './spelling.ts';
import { termsOf, usesOf, wordsLike } from './store.ts';
import type { Term } from './wanted.ts';

/** A word that hardly anything says, and what it may be a slip of. */
export interface Respelt {
  word: string;
  spelling: string;
  /** Whether nothing at all says it. */
  isUnknown: boolean;
}

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
  /** Of the others those that nobody is known to have written, and that more edits may still explain. */
  strange: Doubtful[];
}

/** The nearest word, so many edits away at the most, that something that they may read says. */
async function respellingsWithin(
  tx: Transaction,
  look: Look,
  { doubtful, edits }: { doubtful: readonly Doubtful[]; edits: 1 | 2 },
): Promise<Respellings> {
  const alike = await Promise.all(
    doubtful.map(({ term }) => wordsLike(tx, term, { edits, most: mostAlike })),
  );
  const slips = doubtful.map(({ term }, place) =>
    slipsOf(term, alike[place] ?? []).slice(0, mostTried),
  );
  const tried = await termsOf(tx, look, slips.flat());
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
    edits < mostEdits(term) &&
    respelt.every(({ word }) => word !== typed) &&
    !alike[place]?.includes(term);
  return { respelt, strange: doubtful.filter(isStrange) };
}

/** What words may be slips of. Nearly all slips are one edit, which is looked for much faster than two. */
export async function respellings(
  tx: Transaction,
  look: Look,
  words: readonly Term[],
): Promise<Respelt[]> {
  const doubtful = await doubtfulOf(tx, look, words);
  const near = await respellingsWithin(tx, look, { doubtful, edits: 1 });
  const far = await respellingsWithin(tx, look, { doubtful: near.strange, edits: 2 });
  return [...near.respelt, ...far.respelt];
}
