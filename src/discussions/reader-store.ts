import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

interface ReaderKey {
  organizationId: string;
  threadId: string;
  personId: string;
}

/** Moves a person's reading position forward, never back. */
export async function advanceReader(
  tx: Transaction,
  reader: ReaderKey & { lastReadNo: number },
): Promise<void> {
  await tx
    .insertInto('threadReaders')
    .values(reader)
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'threadId', 'personId']).doUpdateSet({
        lastReadNo: sql<number>`greatest(thread_readers.last_read_no, excluded.last_read_no)`,
        lastVisitAt: sql<Date>`now()`,
      }),
    )
    .execute();
}

/** Whoever writes has read as far as that, and takes part from now on. */
export async function noteWriter(
  tx: Transaction,
  writer: ReaderKey & { lastReadNo: number },
): Promise<void> {
  await tx
    .insertInto('threadReaders')
    .values({ ...writer, wroteAt: new Date() })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'threadId', 'personId']).doUpdateSet({
        lastReadNo: sql<number>`greatest(thread_readers.last_read_no, excluded.last_read_no)`,
        lastVisitAt: sql<Date>`now()`,
        wroteAt: sql<Date>`excluded.wrote_at`,
      }),
    )
    .execute();
}

/** When this person last wrote in a thread; null when they never did. */
export async function lastWroteAt(
  tx: Transaction,
  { threadId, personId }: Omit<ReaderKey, 'organizationId'>,
): Promise<Date | null> {
  const reader = await tx
    .selectFrom('threadReaders')
    .select('wroteAt')
    .where('threadId', '=', threadId)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return reader?.wroteAt ?? null;
}

/** Sets the reading position where the person wants it, back too. */
export async function placeReader(
  tx: Transaction,
  reader: ReaderKey & { lastReadNo: number },
): Promise<void> {
  await tx
    .insertInto('threadReaders')
    .values(reader)
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'threadId', 'personId'])
        .doUpdateSet({ lastReadNo: reader.lastReadNo, lastVisitAt: sql<Date>`now()` }),
    )
    .execute();
}

/** Marks everything in a community as read. */
export async function readEverything(
  tx: Transaction,
  { organizationId, communityId, personId }: Omit<ReaderKey, 'threadId'> & { communityId: string },
): Promise<void> {
  await sql`
    insert into thread_readers (organization_id, thread_id, person_id, last_read_no)
      select ${organizationId}::uuid, id, ${personId}::uuid, last_post_no
        from threads where community_id = ${communityId} and standing = 'visible'
      on conflict (organization_id, thread_id, person_id)
      do update set last_read_no = excluded.last_read_no
       where thread_readers.last_read_no < excluded.last_read_no`.execute(tx);
}
