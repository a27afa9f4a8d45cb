import { sql, type RawBuilder } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';
import type { OpenedThread, Post, ThreadKind, ThreadSummary } from './thread.ts';

/** Where a list goes on: the activity and id of the last thread shown. */
export interface Cursor {
  lastPostAt: Date;
  id: string;
}

function summaries(tx: Transaction, personId: string | null) {
  return tx
    .selectFrom('threads')
    .innerJoin('persons as author', (join) =>
      join
        .onRef('author.organizationId', '=', 'threads.organizationId')
        .onRef('author.id', '=', 'threads.authorId'),
    )
    .innerJoin('persons as lastPoster', (join) =>
      join
        .onRef('lastPoster.organizationId', '=', 'threads.organizationId')
        .onRef('lastPoster.id', '=', 'threads.lastPostBy'),
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
      'threads.lastPostNo',
      'threads.lastPostAt',
      'lastPoster.name as lastPosterName',
      'reader.lastReadNo',
    ]);
}

/** Newest activity first. */
export function recentThreads(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string | null },
  { after, limit }: { after: Cursor | null; limit: number },
): Promise<ThreadSummary[]> {
  const threads = summaries(tx, personId)
    .where('threads.communityId', '=', communityId)
    .orderBy('threads.lastPostAt', 'desc')
    .orderBy('threads.id', 'desc')
    .limit(limit);
  if (!after) return threads.execute();
  return threads
    .where(sql<boolean>`(threads.last_post_at, threads.id) < (${after.lastPostAt}, ${after.id})`)
    .execute();
}

/** Questions of before then that nobody has replied to, the longest waiting first. */
export function unansweredQuestions(
  tx: Transaction,
  communityId: string,
  { askedBefore, after, limit }: { askedBefore: Date; after: string | null; limit: number },
): Promise<ThreadSummary[]> {
  const questions = summaries(tx, null)
    .where('threads.communityId', '=', communityId)
    .where('threads.kind', '=', 'question')
    .where('threads.lastPostNo', '=', 1)
    .where('threads.createdAt', '<=', askedBefore)
    .orderBy('threads.id')
    .limit(limit);
  return after === null ? questions.execute() : questions.where('threads.id', '>', after).execute();
}

/** Words as they are compared: without case, and without the marks of Latin and Arabic letters. */
const folded = (words: RawBuilder<unknown>) =>
  sql`regexp_replace(lower(normalize(${words}, nfkd)), '[\u0300-\u036f\u064b-\u065f]', '', 'g')`;

/**
 * Threads of these communities, newest activity first.
 *
 * @param words each must stand in the title, whatever its case and accents
 */
export async function threadsTitled(
  tx: Transaction,
  communityIds: readonly string[],
  { words, limit }: { words: readonly string[]; limit: number },
): Promise<Pick<ThreadSummary, 'id' | 'communityId' | 'kind' | 'title'>[]> {
  if (communityIds.length === 0) return [];
  const hasWords = words.map(
    (word) => sql`and strpos(${folded(sql`threads.title`)}, ${folded(sql`${word}::text`)}) > 0`,
  );
  // Each community's own index serves its newest; only those are then put in order.
  const { rows } = await sql<Pick<ThreadSummary, 'id' | 'communityId' | 'kind' | 'title'>>`
    select newest.id, newest.community_id, newest.kind, newest.title
      from unnest(${communityIds}::uuid[]) as place (id)
     cross join lateral (
       select threads.id, threads.community_id, threads.kind, threads.title, threads.last_post_at
         from threads
        where threads.community_id = place.id ${sql.join(hasWords, sql` `)}
        order by threads.last_post_at desc, threads.id desc
        limit ${limit}
     ) as newest
     order by newest.last_post_at desc, newest.id desc
     limit ${limit}`.execute(tx);
  return rows;
}

/** Where a thread stands, wherever it was when somebody kept its address. */
export function findThreadCommunity(
  tx: Transaction,
  threadId: string,
): Promise<{ communityId: string } | undefined> {
  return tx
    .selectFrom('threads')
    .select('communityId')
    .where('id', '=', threadId)
    .executeTakeFirst();
}

export function findThread(
  tx: Transaction,
  { communityId, threadId }: { communityId: string; threadId: string },
  personId: string | null,
): Promise<OpenedThread | undefined> {
  return summaries(tx, personId)
    .select('reader.lastVisitAt')
    .where('threads.communityId', '=', communityId)
    .where('threads.id', '=', threadId)
    .executeTakeFirst();
}

/** In the order they were written, from this number on. */
export function postsFrom(
  tx: Transaction,
  threadId: string,
  { from, limit }: { from: number; limit: number },
): Promise<Post[]> {
  return tx
    .selectFrom('posts')
    .innerJoin('persons as author', (join) =>
      join
        .onRef('author.organizationId', '=', 'posts.organizationId')
        .onRef('author.id', '=', 'posts.authorId'),
    )
    .select([
      'posts.id',
      'posts.postNo',
      'posts.authorId',
      'author.name as authorName',
      'posts.bodyHtml',
      'posts.createdAt',
    ])
    .where('posts.threadId', '=', threadId)
    .where('posts.postNo', '>=', from)
    .orderBy('posts.postNo')
    .limit(limit)
    .execute();
}

export async function insertThread(
  tx: Transaction,
  thread: {
    organizationId: string;
    communityId: string;
    kind: ThreadKind;
    title: string;
    topicId: string | null;
    authorId: string;
  },
): Promise<string> {
  const id = newId();
  const values = {
    ...thread,
    id,
    lastPostNo: 0,
    lastPostAt: new Date(),
    lastPostBy: thread.authorId,
  };
  await tx.insertInto('threads').values(values).execute();
  return id;
}

/** Takes the thread's next post number; whoever posts at the same moment waits for the one after. */
export async function takePostNo(
  tx: Transaction,
  threadId: string,
  authorId: string,
): Promise<number> {
  const { lastPostNo } = await tx
    .updateTable('threads')
    .set((column) => ({
      lastPostNo: column('lastPostNo', '+', 1),
      // Whole milliseconds: a page's cursor passes through a browser's Date.
      lastPostAt: sql<Date>`date_trunc('milliseconds', now())`,
      lastPostBy: authorId,
    }))
    .where('id', '=', threadId)
    .returning('lastPostNo')
    .executeTakeFirstOrThrow();
  return lastPostNo;
}

export async function insertPost(
  tx: Transaction,
  post: {
    organizationId: string;
    threadId: string;
    postNo: number;
    authorId: string;
    bodySource: string;
    bodyHtml: string;
    rendererVersion: number;
  },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('posts')
    .values({ ...post, id })
    .execute();
  return id;
}

/** Moves a person's reading position forward, never back. */
export async function advanceReader(
  tx: Transaction,
  reader: { organizationId: string; threadId: string; personId: string; lastReadNo: number },
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
