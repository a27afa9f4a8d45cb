import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** How long it is kept what nobody found. */
const keptMs = 90 * 86_400_000;

/** Counts that somebody looked for this and found nothing; who it was is not kept. */
export async function countGap(
  tx: Transaction,
  gap: { organizationId: string; communityId: string; words: string },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('searchGaps')
    .values({ ...gap, day: now.toISOString().slice(0, 10) })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'communityId', 'day', 'words'])
        .doUpdateSet({ times: sql`search_gaps.times + 1` }),
    )
    .execute();
}

/** Something that was looked for in vain. */
export interface Gap {
  words: string;
  times: number;
  /** When it was last looked for. */
  day: string;
}

/** What people looked for and did not find, most often first; after the words of the last one shown. */
export async function gapsOf(
  tx: Transaction,
  communityId: string,
  { after, limit }: { after: { times: number; words: string } | null; limit: number },
): Promise<Gap[]> {
  const { rows } = await sql<Gap>`
    select words, sum(times)::integer as times, max(day)::text as day
      from search_gaps where community_id = ${communityId}
     group by words
    having ${after ? sql`(-sum(times), words) > (${-after.times}, ${after.words})` : sql`true`}
     order by sum(times) desc, words
     limit ${limit}`.execute(tx);
  return rows;
}

/** Forgets what nobody found three months ago. */
export async function deleteOldGaps(tx: Transaction, now: Date): Promise<void> {
  const day = new Date(now.getTime() - keptMs).toISOString().slice(0, 10);
  await tx.deleteFrom('searchGaps').where('day', '<', day).execute();
}
