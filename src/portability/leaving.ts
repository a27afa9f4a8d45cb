import type { Database, Transaction } from '../db/index.ts';
import type { Words } from '../web/index.ts';
import { addressesOf, type Address } from './reference.ts';

/** A community on its way into an archive. */
export interface Leaving {
  db: Database;
  organizationId: string;
  communityId: string;
  /** Who takes it along: nothing is in it that they may not see. */
  readerId: string;
  /** What has a greater id was made after the archive was begun, and is not in it. */
  upTo: string;
  madeAt: Date;
  /** Where the community is, as the addresses of its pages say. */
  origin: string;
  addresses: (text: string) => Address[];
  /** The words of whoever takes it along. */
  words: Words;
  /** Everybody whom something in it names. */
  people: Set<string>;
  /** Files whose contents the storage has lost. */
  lost: Set<string>;
}

/** What of a community is in its archive: what everybody may read who may read it, and was there when it was begun. */
export type Bounds = Pick<Leaving, 'communityId' | 'upTo'>;

export function leavingOf(wish: Omit<Leaving, 'addresses' | 'people' | 'lost'>): Leaving {
  return { ...wish, addresses: addressesOf(wish), people: new Set(), lost: new Set() };
}

/** Notes that somebody is named in the archive. @returns their id */
export function noted<Id extends string | null>({ people }: Leaving, id: Id): Id {
  if (id !== null) people.add(id);
  return id;
}

/** From where on, and how many. */
export interface Page {
  after: string | null;
  limit: number;
}

const perPage = 200;

/**
 * Reads all of something a page at a time, each in a transaction of its own: whoever reads the archive slowly
 * keeps nothing open.
 */
export async function* inPages<Row extends { id: string }>(
  { db, organizationId }: Leaving,
  find: (tx: Transaction, page: Page) => Promise<Row[]>,
  limit = perPage,
): AsyncGenerator<Row[]> {
  let after: string | null = null;
  for (;;) {
    const page: Page = { after, limit };
    const rows = await db.within(organizationId, (tx) => find(tx, page));
    if (rows.length > 0) yield rows;
    if (rows.length < limit) return;
    after = rows.at(-1)?.id ?? null;
  }
}
