import { fold } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import type { Look, Part } from './look.ts';
import { peopleCalled, type People } from './people-store.ts';
import type { SearchQuery } from './query.ts';
import { respellings, type Respelt } from './respell.ts';
import { bestHits, termsOf, type Hits } from './store.ts';
import { allOf, lexemesOf, someOf, telling, unfinished, type Term, type Wanted } from './wanted.ts';

/** Documents that were found, and how. */
interface FoundDocuments extends Hits {
  /** Folded words and stems that were looked for, to be marked. */
  sought: string[];
  /** Whether some of what is found says only some of the words. */
  isLoose: boolean;
  /** Words in whose place others were looked for, since nothing was found. */
  respelt: Respelt[];
  /** Words that others may have been meant by. */
  suggested: Respelt[];
  /** Whether the last word was taken for the beginning of one. */
  isBegun: boolean;
}

/** How the last word is meant: as it stands, as the beginning of one, or as one that is still being typed. */
export type LastWord = 'whole' | 'begun' | 'typed';

export interface Found extends FoundDocuments {
  people: People;
}

/** What is asked, and how. */
interface Question {
  query: SearchQuery;
  lastWord: LastWord;
}

/** With fewer, what says only some of the words is shown as well. */
const fewHits = 10;

async function withSpellings(
  tx: Transaction,
  look: Look,
  words: readonly Term[],
  respelt: readonly Respelt[],
): Promise<Term[]> {
  const spellings = new Map(respelt.map(({ word, spelling }) => [word, spelling]));
  return termsOf(
    tx,
    look,
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
  { part, required }: { part: Part; required: Omit<Wanted, 'words'> },
): Promise<Hits & { isLoose: boolean }> {
  const wanted = { ...required, words };
  const all = allOf(wanted);
  const whole = { all, finished: finished && allOf({ ...required, words: finished }) };
  const strict = await bestHits(tx, look, { ...whole, some: null, words: [] }, part);
  const isMany = words.length > 1;
  if (!isMany || size(strict) >= fewHits || (part.skip > 0 && strict.hits.length > 0))
    return { ...strict, isLoose: false };
  const asked = { ...whole, some: someOf(wanted), words: words.map(({ query }) => query) };
  const loose = await bestHits(tx, look, asked, part);
  return { ...loose, isLoose: size(loose) > size(strict) };
}

/** What is asked, as documents hold it. */
interface Termed extends Question {
  terms: readonly Term[];
  /** Whether it is the name of somebody, and so no slip. */
  isName: () => Promise<boolean>;
}

async function findDocuments(
  tx: Transaction,
  look: Look,
  termed: Termed,
  part: Part,
): Promise<FoundDocuments> {
  const { query, lastWord, terms, isName } = termed;
  const cut = query.words.length;
  const typedWords = terms.slice(0, cut);
  const isBegun = lastWord !== 'whole';
  const words = telling(isBegun ? unfinished(typedWords) : typedWords);
  const finished = lastWord === 'typed' ? telling(typedWords) : null;
  const phrases = terms.slice(cut, cut + query.phrases.length);
  const without = terms.slice(cut + query.phrases.length);
  const asking = { part, required: { phrases, without } };
  const sought = (said: readonly Term[]) => [
    ...new Set([...said, ...phrases].flatMap((term) => lexemesOf(term.query))),
  ];
  const found = await ask(tx, look, { words, finished }, asking);
  // Whoever sends off a word before its end means what they saw while they typed.
  if (lastWord === 'whole' && cut > 0 && size(found) === 0 && part.skip === 0)
    return findDocuments(tx, look, { ...termed, lastWord: 'begun' }, part);
  // What is still being typed is no slip yet, where anything begins so.
  const isPoor = isBegun ? size(found) === 0 : found.isLoose || size(found) < fewHits;
  const slips = isPoor && !(await isName()) ? await respellings(tx, look, words) : [];
  const first = { ...found, sought: sought(words), respelt: [], suggested: slips, isBegun };
  const respelt = slips.filter(({ isUnknown }) => isUnknown);
  if (respelt.length === 0) return first;
  const mended = await withSpellings(tx, look, words, respelt);
  const again = await ask(tx, look, { words: mended, finished: null }, asking);
  if (size(again) === 0) return { ...first, suggested: [] };
  const suggested = slips.filter(({ isUnknown }) => !isUnknown);
  return { ...again, sought: sought(mended), respelt, suggested, isBegun: false };
}

const noDocuments: FoundDocuments = {
  hits: [],
  counts: {},
  isCapped: false,
  sought: [],
  isLoose: false,
  respelt: [],
  suggested: [],
  isBegun: false,
};

const nobody: People = { people: [], count: 0 };
const firstPeople: Part = { limit: 3, skip: 0 };

/** People by their names. Beside documents, only those of whom a name was typed. */
async function findPeople(
  tx: Transaction,
  look: Look,
  { words, phrases, without }: SearchQuery,
  part: Part,
): Promise<People> {
  const named = [...words, ...phrases].map(fold);
  const isAsked = look.people === 'only' || (look.people === 'some' && named.length > 0);
  if (!isAsked) return nobody;
  const called = { named, refused: without.map(fold) };
  return peopleCalled(tx, look, called, look.people === 'only' ? part : firstPeople);
}

/** What of all that this visit may read, and whom of those that it may see, answers the query best. */
export async function find(
  tx: Transaction,
  look: Look,
  question: Question,
  part: Part,
): Promise<Found> {
  const { query } = question;
  const people = findPeople(tx, look, query, part);
  if (look.people === 'only') return { ...noDocuments, people: await people };
  const isName = async () => (await people).count > 0;
  const documents = async () => {
    const terms = await termsOf(tx, look, [...query.words, ...query.phrases, ...query.without]);
    return findDocuments(tx, look, { ...question, terms, isName }, part);
  };
  const [called, found] = await Promise.all([people, documents()]);
  return { ...found, people: called };
}
