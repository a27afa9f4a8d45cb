import type { Transaction } from '../db/index.ts';
import { placeText, type Place } from '../web/index.ts';
import { communitiesByName, communitiesMatching, spellingsOf } from './explore-store.ts';
import type { ExploreQuery } from './forms.ts';
import { searchWords, type SearchWord } from './search.ts';

/** One page of what somebody may know of. */
export interface Found {
  ids: string[];
  /** Where the list goes on, or null at its end. */
  next: string | null;
  /** Words nobody here uses, with those that were looked for instead. */
  respelt: SearchWord[];
}

const perPage = 25;

function pageOf(rows: readonly Place[], respelt: SearchWord[]): Found {
  const shown = rows.slice(0, perPage);
  const last = rows.length > perPage ? shown.at(-1) : undefined;
  return {
    ids: shown.map(({ id }) => id),
    next: last ? placeText(last) : null,
    respelt,
  };
}

async function matching(
  tx: Transaction,
  personId: string | null,
  { topic, after }: ExploreQuery,
  typed: readonly string[],
): Promise<Found> {
  const alike = await spellingsOf(tx, personId, typed);
  const words = typed.map((word) => ({
    word,
    spellings: alike.filter((other) => other.word === word).map(({ spelling }) => spelling),
  }));
  const nearness = Number(after?.key);
  const place = after && Number.isInteger(nearness) ? { nearness, id: after.id } : null;
  const look = { personId, topic, limit: perPage + 1 };
  const rows = await communitiesMatching(tx, look, words, place);
  return pageOf(
    rows.map((row) => ({ key: `${row.nearness}`, id: row.id })),
    words.filter(({ spellings }) => spellings.length > 0),
  );
}

/**
 * The communities that somebody may know of: the listed ones, and their own. Nearest to the words first,
 * or else by name.
 *
 * @param personId null for a visitor
 */
export async function explore(
  tx: Transaction,
  personId: string | null,
  query: ExploreQuery,
): Promise<Found> {
  const typed = searchWords(query.words);
  if (typed.length > 0) return matching(tx, personId, query, typed);
  const { topic, after } = query;
  const place = after && { nameKey: after.key, id: after.id };
  const rows = await communitiesByName(tx, { personId, topic, limit: perPage + 1 }, place);
  return pageOf(
    rows.map((row) => ({ key: row.nameKey, id: row.id })),
    [],
  );
}
