import { sql } from 'kysely';
import type { CommunityDeed } from '../communities/index.ts';
import { earliestId, newId, type Transaction } from '../db/index.ts';

/** What adds something that others can use. */
const contributions = [
  'started',
  'replied',
  'raised',
  'shared',
  'collected',
  'put into practice',
  'published',
] as const;

/** Everything else worth remembering: who belongs, what was asked for, and what was decided. */
type Change =
  | CommunityDeed['verb']
  | 'founded'
  | 'mapped'
  | 'merged'
  | 'unmapped'
  | 'proposed'
  | 'offered help'
  | 'welcomed'
  | 'agreed'
  | 'declined'
  | 'answered'
  | 'voted'
  | 'took back a vote'
  | 'reopened'
  | 'closed a poll'
  | 'explored'
  | 'settled'
  | 'accepted'
  | 'endorsed'
  | 'edited'
  | 'restored'
  | 'thanked'
  | 'took back thanks'
  | 'moved on'
  | 'looked over'
  | 'took back a review'
  | 'linked'
  | 'unlinked'
  | 'arranged'
  | 'renewed'
  | 'opened'
  | 'closed'
  | 'wrote'
  | 'asked for a review'
  | 'approved'
  | 'asked for changes'
  | 'checked'
  | 'brought back'
  | 'placed'
  | 'handed over'
  | 'is moving on'
  | 'stays'
  | 'took along'
  | 'asked from outside';

/** Who did what, to what, where. */
export interface Deed {
  organizationId: string;
  communityId: string;
  /** Null where they did it behind an alias, or where it is told to nobody who did. */
  personId: string | null;
  verb: (typeof contributions)[number] | Change;
  objectKind:
    | CommunityDeed['objectKind']
    | 'course'
    | 'thread'
    | 'post'
    | 'agenda item'
    | 'resource'
    | 'story'
    | 'collection'
    | 'article'
    | 'article section'
    | 'knowledge reviewer'
    | 'glossary term'
    | 'join request'
    | 'help offer';
  objectId: string;
}

/** Adds to the record, in the transaction of the change it tells of. */
export async function record(tx: Transaction, deed: Deed): Promise<void> {
  await tx
    .insertInto('activity')
    .values({ ...deed, id: newId() })
    .execute();
}

const pulseMs = 28 * 24 * 3_600_000;
const mostCounted = 1000;

/** How many contributions each of these communities saw in the last four weeks; counting stops at 1,000. */
export async function pulsesOf(
  tx: Transaction,
  communityIds: readonly string[],
): Promise<Map<string, number>> {
  const since = earliestId(new Date(Date.now() - pulseMs));
  const { rows } = await sql<{ id: string; pulse: number }>`
    select wanted.id,
           (select count(*)::integer
              from (select from activity a
                     where a.community_id = wanted.id and a.id >= ${since}
                       and a.verb = any(${contributions}::text[])
                     limit ${mostCounted}) as lately) as pulse
      from unnest(${communityIds}::uuid[]) as wanted (id)`.execute(tx);
  return new Map(rows.map(({ id, pulse }) => [id, pulse]));
}

/** The record of a community that was merged is read in the other from now on. */
export async function moveRecord(
  tx: Transaction,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await tx
    .updateTable('activity')
    .set({ communityId: into })
    .where('communityId', '=', from)
    .execute();
}
