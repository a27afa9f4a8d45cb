import { sql } from 'kysely';
import { beforeAllIds, folded, statement, type Transaction } from '../db/index.ts';
import { followedThreads } from './followed-store.ts';
import { summaries, summaryOf, type ThreadRow } from './thread-store.ts';
import type { ThreadKind, ThreadSummary } from './thread.ts';
import { watchLevelOf } from './watch-store.ts';

/** Where a list goes on: the activity and id of the last thread shown. */
interface Cursor {
  lastPostAt: Date;
  id: string;
}

/** What a list of threads can be narrowed to. */
export const lists = ['all', 'unanswered', 'unread', 'mine', 'watched'] as const;
type ListName = (typeof lists)[number];

/** Whose threads, and which of them. */
export interface Look {
  communityId: string;
  personId: string | null;
  /** Facilitators see what is hidden, too. */
  isFacilitator: boolean;
  show: ListName;
  kind: ThreadKind | null;
  topicId: string | null;
}

/** Where a page of a list begins, and how long it is. */
interface Page {
  after: Cursor | null;
  limit: number;
}

function isListed({ communityId, isFacilitator, kind, topicId }: Look, after: Cursor | null) {
  const conditions = [
    sql`threads.community_id = ${communityId}`,
    isFacilitator ? sql`threads.standing <> 'deleted'` : sql`threads.standing = 'visible'`,
    ...(kind ? [sql`threads.kind = ${kind}`] : []),
    ...(topicId ? [sql`threads.topic_id = ${topicId}`] : []),
    ...(after
      ? [sql`(threads.last_post_at, threads.id) < (${after.lastPostAt}, ${after.id})`]
      : []),
  ];
  return sql<boolean>`${sql.join(conditions, sql` and `)}`;
}

function narrowed(tx: Transaction, look: Look, { after, limit }: Page) {
  const { personId, show } = look;
  const isWanted = isListed(look, after);
  const threads = summaries(tx, personId).where(isWanted);
  switch (show) {
    case 'unanswered':
      return threads.where('threads.kind', '=', 'question').where('threads.lastPostNo', '=', 1);
    case 'unread':
      return threads
        .where((column) =>
          column.or([
            column('reader.lastReadNo', 'is', null),
            column('reader.lastReadNo', '<', column.ref('threads.lastPostNo')),
          ]),
        )
        .where(watchLevelOf(personId), '<>', 'muted');
    case 'mine':
      return threads.where('reader.wroteAt', 'is not', null);
    case 'watched':
      return threads.where('threads.id', 'in', followedThreads({ personId, isWanted }, limit));
    default:
      return threads;
  }
}

/** Newest activity first. */
export async function recentThreads(
  tx: Transaction,
  look: Look,
  page: Page,
): Promise<ThreadSummary[]> {
  const threads = await narrowed(tx, look, page)
    .orderBy('threads.lastPostAt', 'desc')
    .orderBy('threads.id', 'desc')
    .limit(page.limit)
    .execute();
  return threads.map(summaryOf);
}

const mostPinned = 5;

/** Those that stay on top for a while, the latest of them first. */
export async function pinnedThreads(
  tx: Transaction,
  { communityId, personId }: Pick<Look, 'communityId' | 'personId'>,
): Promise<ThreadSummary[]> {
  const threads = await summaries(tx, personId)
    .where('threads.communityId', '=', communityId)
    .where('threads.standing', '=', 'visible')
    .where('threads.pinnedUntil', '>', sql<Date>`now()`)
    .orderBy('threads.id', 'desc')
    .limit(mostPinned)
    .execute();
  return threads.map(summaryOf);
}

/** The announcements of the last four weeks that stand before everybody, and that this person has not opened. */
export async function undeliveredAnnouncements(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
): Promise<ThreadSummary[]> {
  const threads = await summaries(tx, personId)
    .where('threads.communityId', '=', communityId)
    .where('threads.kind', '=', 'announcement')
    .where('threads.isDelivered', '=', true)
    .where('threads.standing', '=', 'visible')
    .where('threads.lastPostAt', '>', sql<Date>`now() - interval '28 days'`)
    .where('threads.createdAt', '>', sql<Date>`now() - interval '28 days'`)
    .where('reader.lastReadNo', 'is', null)
    .orderBy('threads.id', 'desc')
    .limit(4)
    .execute();
  return threads.map(summaryOf);
}

/** Whether one that stands before everybody was announced within these seven days. */
export async function hasAnnouncedThisWeek(tx: Transaction, communityId: string): Promise<boolean> {
  const announcement = await tx
    .selectFrom('threads')
    .select('id')
    .where('communityId', '=', communityId)
    .where('kind', '=', 'announcement')
    .where('isDelivered', '=', true)
    .where('lastPostAt', '>', sql<Date>`now() - interval '7 days'`)
    .where('createdAt', '>', sql<Date>`now() - interval '7 days'`)
    .executeTakeFirst();
  return announcement !== undefined;
}

const unanswered = statement<
  { communityId: string; askedBefore: Date; after: string; limit: number },
  ThreadRow
>((tx, given) =>
  summaries(tx, null)
    .where('threads.communityId', '=', given('communityId'))
    .where('threads.kind', '=', 'question')
    .where('threads.lastPostNo', '=', 1)
    .where('threads.standing', '=', 'visible')
    .where('threads.createdAt', '<=', given('askedBefore'))
    .where('threads.id', '>', given('after'))
    .orderBy('threads.id')
    .limit(given('limit')),
);

/** Questions of before then that nobody has replied to, the longest waiting first. */
export async function unansweredQuestions(
  tx: Transaction,
  communityId: string,
  { askedBefore, after, limit }: { askedBefore: Date; after: string | null; limit: number },
): Promise<ThreadSummary[]> {
  const rows = await unanswered(tx, {
    communityId,
    askedBefore,
    after: after ?? beforeAllIds,
    limit,
  });
  return rows.map(summaryOf);
}

/** A thread found by its title. */
export type TitledThread = Pick<ThreadSummary, 'id' | 'communityId' | 'kind' | 'title'>;

/**
 * Threads of these communities, newest activity first.
 *
 * @param words each must stand in the title, whatever its case and accents
 */
export async function threadsTitled(
  tx: Transaction,
  communityIds: readonly string[],
  { words, limit }: { words: readonly string[]; limit: number },
): Promise<TitledThread[]> {
  if (communityIds.length === 0) return [];
  const hasWords = words.map(
    (word) => sql`and strpos(${folded(sql`threads.title`)}, ${folded(sql`${word}::text`)}) > 0`,
  );
  // Each community's own index serves its newest; only those are then put in order.
  const { rows } = await sql<TitledThread>`
    select newest.id, newest.community_id, newest.kind, newest.title
      from unnest(${communityIds}::uuid[]) as place (id)
     cross join lateral (
       select threads.id, threads.community_id, threads.kind, threads.title, threads.last_post_at
         from threads
        where threads.community_id = place.id and threads.standing = 'visible'
              ${sql.join(hasWords, sql` `)}
        order by threads.last_post_at desc, threads.id desc
        limit ${limit}
     ) as newest
     order by newest.last_post_at desc, newest.id desc
     limit ${limit}`.execute(tx);
  return rows;
}

const leastLikeness = 0.2;

/** Of all the threads of a community, those with the newest activity. */
const mostCompared = 2000;
const mostAlike = 12;

/** A thread that may be about the same. */
export type LikeThread = TitledThread & Pick<ThreadSummary, 'lastPostNo' | 'acceptedCount'>;

/** Of the newest threads of a community, those whose titles are like this one, the most alike first. */
export async function threadsLike(
  tx: Transaction,
  communityId: string,
  { titleKey, limit }: { titleKey: string; limit: number },
): Promise<LikeThread[]> {
  // An index cannot help: row security comes before what an index of trigrams would answer. So what marks they
  // share, which is quickly counted, leaves a few of many, and those alone are compared letter by letter: once each,
  // for the condition and for the order, which the offset sees to.
  const { rows } = await sql<LikeThread>`
    select id, community_id, kind, title, last_post_no, accepted_count
      from (select newest.*
              from (select id, community_id, kind, title, title_key, title_marks, last_post_no,
                           accepted_count
                      from threads where community_id = ${communityId} and standing = 'visible'
                     order by last_post_at desc, id desc limit ${mostCompared}) as newest,
                   (select letter_marks(${titleKey}) as marks) as typed
             order by bit_count(title_marks & typed.marks)::real
                      / greatest(bit_count(title_marks | typed.marks), 1) desc
             limit ${mostAlike}) as alike
     cross join lateral (
       select similarity(title_key, ${titleKey}) + word_similarity(${titleKey}, title_key) as likeness
       offset 0) as compared
     where likeness >= ${leastLikeness * 2}
     order by likeness desc, id desc
     limit ${limit}`.execute(tx);
  return rows;
}
