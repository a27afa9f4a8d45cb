import type { Transaction } from '../db/index.ts';
import type { Kept } from '../files/index.ts';
import { withOthersNamed } from '../web/index.ts';
import { Broken } from './broken.ts';
import { newIdsBy } from './id.ts';
import { addressOf, replaceReferences } from './reference.ts';

/** What is known of a thread once all its posts were looked at. */
interface ThreadEnd {
  posts: number;
  accepted: number;
  lastAt: Date;
  lastBy: string | null;
  lastAlias: number | null;
  aliases: Set<number>;
}

/** What may be referred to, by the ids of the archive. */
interface Known {
  people: Set<string>;
  topics: Set<string>;
  files: Map<string, Kept & { name: string }>;
  threads: Map<string, ThreadEnd>;
  posts: Set<string>;
  resources: Set<string>;
  /** Each with what it is a part of. */
  sections: Map<string, string | null>;
  articles: Set<string>;
  /** The words of the glossary, as they are compared. */
  terms: Set<string>;
}

/** A community on its way out of an archive. */
export interface Arriving {
  organizationId: string;
  communityId: string;
  /** Who brings it. */
  personId: string;
  known: Known;
  /** Contents that were kept, by their hashes. */
  contents: Map<string, Kept & { name: string }>;
  /** The new id of something. */
  idOf: (id: string) => string;
  /** Words of the archive as they are written here. */
  wordsOf: (text: string) => string;
  /** How many people without a name there must be, for what says how many but not who; and how many rows that takes. */
  nameless: { people: number; rows: number };
  /** What can be kept only when all else is. */
  later: ((tx: Transaction) => Promise<void>)[];
}

/** So many rows are made at most of numbers alone. */
const mostNamelessRows = 2_000_000;

/** Notes that so many people did something, whose names nobody knows. @throws Broken */
export function countNameless({ nameless }: Arriving, count: number): void {
  nameless.people = Math.max(nameless.people, count);
  nameless.rows += count;
  if (nameless.rows > mostNamelessRows) throw new Broken('large');
}

/** The one of them with this number, from 1 on. */
export function namelessId({ idOf }: Arriving, number: number): string {
  return idOf(`00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`);
}

/** @throws Broken where something is referred to that is not in the archive */
export function checkKnown(
  all: ReadonlySet<string> | ReadonlyMap<string, unknown>,
  ...ids: (string | null)[]
): void {
  if (ids.some((id) => id !== null && !all.has(id))) throw new Broken('line');
}

/** Notes that this is in the archive. @throws Broken where it is in it twice */
export function noteOnce(all: Set<string>, id: string): void {
  if (all.has(id)) throw new Broken('line');
  all.add(id);
}

export function arrivingOf({
  origin,
  key,
  ...who
}: Pick<Arriving, 'organizationId' | 'communityId' | 'personId'> & {
  origin: string;
  key: string;
}): Arriving {
  const known: Known = {
    people: new Set(),
    topics: new Set(),
    files: new Map(),
    threads: new Map(),
    posts: new Set(),
    resources: new Set(),
    sections: new Map(),
    articles: new Set(),
    terms: new Set(),
  };
  const idOf = newIdsBy(key);
  const personOf = (id: string) => (known.people.has(id) ? idOf(id) : null);
  const wordsOf = (text: string) =>
    withOthersNamed(
      replaceReferences(text, (reference, place) => {
        const path = addressOf(reference, { communityId: who.communityId, idOf });
        return place === 'target' ? path : `${origin}${path}`;
      }),
      personOf,
    );
  return {
    ...who,
    known,
    contents: new Map(),
    idOf,
    wordsOf,
    nameless: { people: 0, rows: 0 },
    later: [],
  };
}
