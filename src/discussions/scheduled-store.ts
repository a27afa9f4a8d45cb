import { sql } from 'kysely';
import { z } from 'zod';
import { newId, type Transaction } from '../db/index.ts';
import type { ThreadKind } from './thread.ts';

/** What the form of a new thread held, by the names of its fields. */
const Fields = z.record(z.string(), z.unknown());

/** When it is to be posted, and with which words. */
export interface Schedule {
  title: string;
  kind: ThreadKind;
  isAnonymous: boolean;
  fields: Record<string, unknown>;
  /** The zone that the days in its fields are meant in; null for UTC. */
  timeZone: string | null;
  postAt: Date;
}

/** A thread that waits to be posted. */
export interface ScheduledThread extends Schedule {
  id: string;
  communityId: string;
  authorId: string;
  /** Why it could not be posted, as a key of the translation files. */
  heldBecause: string | null;
  withdrawnAt: Date | null;
}

const columns = [
  'scheduledThreads.id',
  'scheduledThreads.communityId',
  'scheduledThreads.authorId',
  'scheduledThreads.title',
  'scheduledThreads.kind',
  'scheduledThreads.isAnonymous',
  'scheduledThreads.fields',
  'scheduledThreads.timeZone',
  'scheduledThreads.postAt',
  'scheduledThreads.heldBecause',
  'scheduledThreads.withdrawnAt',
] as const;

const stored = (fields: Schedule['fields']) => JSON.stringify(fields);

export async function insertScheduled(
  tx: Transaction,
  { fields, ...rest }: Schedule & { organizationId: string; communityId: string; authorId: string },
): Promise<void> {
  await tx
    .insertInto('scheduledThreads')
    .values({ ...rest, id: newId(), fields: stored(fields) })
    .execute();
}

/** Other words or another time; what it was held for is asked again then. */
export async function updateScheduled(
  tx: Transaction,
  id: string,
  { fields, ...rest }: Schedule,
): Promise<void> {
  await tx
    .updateTable('scheduledThreads')
    .set({ ...rest, fields: stored(fields), heldBecause: null })
    .where('id', '=', id)
    .execute();
}

/** One of a community, for whoever does something to it or posts it; nobody else does meanwhile. */
export async function lockScheduled(
  tx: Transaction,
  id: string,
): Promise<ScheduledThread | undefined> {
  const row = await tx
    .selectFrom('scheduledThreads')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && { ...row, fields: Fields.parse(row.fields) };
}

/** Whose list it is: the author's own, and for those who lead everybody's but what stands behind an alias. */
interface Look {
  communityId: string;
  personId: string;
  leads: boolean;
}

const isShown = ({ communityId, personId, leads }: Look) => sql<boolean>`
  scheduled_threads.community_id = ${communityId}
    and (scheduled_threads.author_id = ${personId} or (${leads} and not scheduled_threads.is_anonymous))`;

const mostShown = 200;

/** What waits in a community, what is due first at the top, and at the end what was withdrawn. */
export async function scheduledIn(
  tx: Transaction,
  look: Look,
): Promise<(ScheduledThread & { authorName: string | null })[]> {
  const rows = await tx
    .selectFrom('scheduledThreads')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'scheduledThreads.organizationId')
        .onRef('persons.id', '=', 'scheduledThreads.authorId'),
    )
    .select([...columns, 'persons.name as authorName'])
    .where(isShown(look))
    .orderBy(sql`scheduled_threads.withdrawn_at is not null`)
    .orderBy('scheduledThreads.postAt')
    .orderBy('scheduledThreads.id')
    .limit(mostShown)
    .execute();
  return rows.map((row) => ({ ...row, fields: Fields.parse(row.fields) }));
}

/** How many wait, and how many of them could not be posted. */
export async function countScheduled(
  tx: Transaction,
  look: Look,
): Promise<{ waiting: number; held: number }> {
  return tx
    .selectFrom('scheduledThreads')
    .select([
      sql<number>`count(*)::integer`.as('waiting'),
      sql<number>`count(held_because)::integer`.as('held'),
    ])
    .where(isShown(look))
    .where('withdrawnAt', 'is', null)
    .executeTakeFirstOrThrow();
}

export async function updateWithdrawn(
  tx: Transaction,
  id: string,
  withdrawnAt: Date | null,
): Promise<void> {
  await tx.updateTable('scheduledThreads').set({ withdrawnAt }).where('id', '=', id).execute();
}

/** It could not be posted, and waits for its author. */
export async function holdScheduled(
  tx: Transaction,
  id: string,
  heldBecause: string,
): Promise<void> {
  await tx.updateTable('scheduledThreads').set({ heldBecause }).where('id', '=', id).execute();
}

export async function deleteScheduled(tx: Transaction, id: string): Promise<void> {
  await tx.deleteFrom('scheduledThreads').where('id', '=', id).execute();
}

/** Which one is due, and where. */
export interface Due {
  organizationId: string;
  id: string;
  postAt: Date;
}

/** Of every organization, the longest due first; asked at the door. */
export function dueThreads(
  tx: Transaction,
  { now, after, limit }: { now: Date; after: Due | null; limit: number },
): Promise<Due[]> {
  return tx
    .selectFrom('scheduledThreads')
    .select(['organizationId', 'id', 'postAt'])
    .where('heldBecause', 'is', null)
    .where('withdrawnAt', 'is', null)
    .where('postAt', '<=', now)
    .$if(after !== null, (due) =>
      due.where(
        sql<boolean>`(post_at, id) > (${after?.postAt ?? null}::timestamptz, ${after?.id ?? null}::uuid)`,
      ),
    )
    .orderBy('postAt')
    .orderBy('id')
    .limit(limit)
    .execute();
}

const keptMs = 30 * 86_400_000;

/** Forgets what was withdrawn long ago; asked at the door. */
export async function deleteLongWithdrawn(tx: Transaction, now: Date): Promise<void> {
  await tx
    .deleteFrom('scheduledThreads')
    .where('withdrawnAt', '<', new Date(now.getTime() - keptMs))
    .execute();
}

/** What waits in a community that was merged waits in the other. */
export async function moveScheduled(
  tx: Transaction,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await tx
    .updateTable('scheduledThreads')
    .set({ communityId: into })
    .where('communityId', '=', from)
    .execute();
}
