import { sql } from 'kysely';
import { newId, statement, type Transaction } from '../db/index.ts';
import type { IdeaState, OpenedThread, ThreadKind, ThreadSummary } from './thread.ts';
import { watchLevelOf, watchOf, type PersonOrPlace } from './watch-store.ts';

/** A thread as the database tells of it. */
export interface ThreadRow extends Omit<ThreadSummary, 'author'> {
  authorName: string | null;
  aliasNo: number | null;
}

/** With its author as others may see them. */
export function summaryOf<Row extends ThreadRow>({ authorName, aliasNo, ...thread }: Row) {
  return { ...thread, author: { name: authorName, aliasNo } };
}

/** Threads, with what this person has read of them. */
export function summaries(tx: Transaction, personId: PersonOrPlace) {
  return tx
    .selectFrom('threads')
    .leftJoin('persons as author', (join) =>
      join
        .onRef('author.organizationId', '=', 'threads.organizationId')
        .onRef('author.id', '=', 'threads.authorId'),
    )
    .leftJoin('topics', (join) =>
      join
        .onRef('topics.organizationId', '=', 'threads.organizationId')
        .onRef('topics.id', '=', 'threads.topicId'),
    )
    .leftJoin('threadReaders as reader', (join) =>
      join
        .onRef('reader.organizationId', '=', 'threads.organizationId')
        .onRef('reader.threadId', '=', 'threads.id')
        .on('reader.personId', '=', personId),
    )
    .select([
      'threads.id',
      'threads.communityId',
      'threads.kind',
      'threads.title',
      'topics.name as topicName',
      'author.name as authorName',
      'threads.aliasNo',
      'threads.lastPostNo',
      'threads.lastPostAt',
      'threads.acceptedCount',
      'threads.voteCount',
      'threads.ideaState',
      'threads.standing',
      'threads.pinnedUntil',
      'threads.lockedAt',
      'threads.isFromOutside',
      'reader.lastReadNo',
      sql<boolean>`exists (
        select from polls where polls.organization_id = threads.organization_id
           and polls.thread_id = threads.id)`.as('hasPoll'),
      watchLevelOf(personId).as('watchLevel'),
    ]);
}

/** Where a thread stands, wherever it was when somebody kept its address, or what it was merged into. */
export function findThreadAgain(
  tx: Transaction,
  threadId: string,
): Promise<{ id: string; communityId: string } | undefined> {
  return tx
    .selectFrom('threads as kept')
    .innerJoin('threads', (join) =>
      join
        .onRef('threads.organizationId', '=', 'kept.organizationId')
        .on('threads.id', '=', sql`coalesce(kept.merged_into, kept.id)`),
    )
    .select(['threads.id', 'threads.communityId'])
    .where('kept.id', '=', threadId)
    .executeTakeFirst();
}

interface Sought {
  communityId: string;
  threadId: string;
  personId: string | null;
}

const opening = statement<Sought, Omit<OpenedThread, 'author'> & ThreadRow>((tx, given) =>
  summaries(tx, given('personId'))
    .select([
      'threads.topicId',
      'threads.closesAt',
      'threads.slowSeconds',
      'threads.hasPrivateReplies',
      'threads.createdAt',
      'reader.lastVisitAt',
      sql<string | null>`case when threads.is_from_outside then threads.author_id end`.as(
        'askerId',
      ),
      sql<boolean>`coalesce(threads.author_id = ${given('personId')}::uuid, false) or exists (
        select from aliases where aliases.organization_id = threads.organization_id
           and aliases.thread_id = threads.id and aliases.alias_no = threads.alias_no
           and aliases.person_id = ${given('personId')}::uuid)`.as('isMine'),
      sql<boolean>`exists (
        select from thread_votes where thread_votes.organization_id = threads.organization_id
           and thread_votes.thread_id = threads.id and thread_votes.person_id = ${given('personId')}::uuid)`.as(
        'isBacked',
      ),
      watchOf(given('personId')).as('watch'),
    ])
    .where('threads.communityId', '=', given('communityId'))
    .where('threads.id', '=', given('threadId'))
    .where('threads.mergedInto', 'is', null),
);

/** A thread of this community, as this person finds it. */
export async function findThread(
  tx: Transaction,
  { communityId, threadId }: Pick<Sought, 'communityId' | 'threadId'>,
  personId: string | null,
): Promise<OpenedThread | undefined> {
  const [thread] = await opening(tx, { communityId, threadId, personId });
  return thread && summaryOf(thread);
}

/** Has its pages ask for what is said in private about its posts. */
export async function notePrivateReply(tx: Transaction, threadId: string): Promise<void> {
  await tx
    .updateTable('threads')
    .set({ hasPrivateReplies: true })
    .where('id', '=', threadId)
    .execute();
}

export async function insertThread(
  tx: Transaction,
  thread: {
    organizationId: string;
    communityId: string;
    kind: ThreadKind;
    ideaState: IdeaState | null;
    isDelivered: boolean;
    isFromOutside?: boolean;
    title: string;
    titleKey: string;
    topicId: string | null;
    authorId: string | null;
    aliasNo: number | null;
  },
): Promise<string> {
  const id = newId();
  const values = {
    ...thread,
    id,
    lastPostNo: 0,
    lastPostAt: new Date(),
    lastPostBy: thread.authorId,
    lastAliasNo: thread.aliasNo,
  };
  await tx.insertInto('threads').values(values).execute();
  return id;
}

/** Whoever votes, marks or moves it on at the same moment waits, until the transaction ends. */
export async function lockThread(tx: Transaction, threadId: string): Promise<void> {
  await tx.selectFrom('threads').select('id').where('id', '=', threadId).forNoKeyUpdate().execute();
}

/** Takes the thread's next post number; whoever posts at the same moment waits for the one after. */
export async function takePostNo(
  tx: Transaction,
  threadId: string,
  { authorId, aliasNo }: { authorId: string | null; aliasNo: number | null },
): Promise<number> {
  const { lastPostNo } = await tx
    .updateTable('threads')
    .set((column) => ({
      lastPostNo: column('lastPostNo', '+', 1),
      // Whole milliseconds: a page's cursor passes through a browser's Date.
      lastPostAt: sql<Date>`date_trunc('milliseconds', now())`,
      lastPostBy: authorId,
      lastAliasNo: aliasNo,
      closesAt: sql<Date | null>`coalesce(now() + make_interval(days => closes_after_days), closes_at)`,
    }))
    .where('id', '=', threadId)
    .returning('lastPostNo')
    .executeTakeFirstOrThrow();
  return lastPostNo;
}

export async function updateTitle(
  tx: Transaction,
  threadId: string,
  words: { title: string; titleKey: string },
): Promise<void> {
  await tx.updateTable('threads').set(words).where('id', '=', threadId).execute();
}

/** A topic's threads go to a topic of another community; null are the threads without one. */
export async function moveThreads(
  tx: Transaction,
  { from, into }: { from: string; into: string },
  topic: { from: string; into: string } | null,
): Promise<void> {
  await tx
    .updateTable('threads')
    .set({ communityId: into, topicId: topic?.into ?? null })
    .where('communityId', '=', from)
    .where('topicId', topic ? '=' : 'is', topic?.from ?? null)
    .execute();
}
