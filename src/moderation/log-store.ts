import { sql } from 'kysely';
import { newId, statement, type Transaction } from '../db/index.ts';
import { toldDeeds, type deedOf, type Act, type Rule } from './decision.ts';

/** What can be done about a post or a thread. */
type Deed =
  | (typeof deedOf)[Act]
  | 'unsealed'
  | 'closed'
  | 'reopened'
  | 'timed'
  | 'slowed'
  | 'pinned'
  | 'unpinned'
  | 'moved'
  | 'arrived'
  | 'merged'
  | 'took_in'
  | 'split'
  | 'split_off';

/** A line of the log: who, as what, did what to which post or thread, for which rule, in which words. */
export interface LogEntry {
  organizationId: string;
  communityId: string;
  threadId: string;
  /** Null for the thread as a whole. */
  postId: string | null;
  actorId: string;
  deed: Deed;
  rule: Rule | null;
  words: string | null;
  beforeState: string | null;
  afterState: string | null;
  /** Of a redacted post, the wording that nothing was taken out of. */
  originalRevisionNo?: number | null;
}

export async function insertEntry(tx: Transaction, entry: LogEntry): Promise<void> {
  await tx
    .insertInto('moderationLog')
    .values({ ...entry, id: newId(), actorRole: 'facilitator' })
    .execute();
}

/** The newest entry that brought a post where it stands. */
export function latestOf(tx: Transaction, postId: string, deed: 'hidden' | 'redacted' | 'deleted') {
  return tx
    .selectFrom('moderationLog')
    .select(['id', 'beforeState', 'originalRevisionNo'])
    .where('postId', '=', postId)
    .where('deed', '=', deed)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** A decision, as its post's author is told of it. */
export interface Decision {
  id: string;
  deed: Deed;
  rule: Rule | null;
  words: string | null;
  actorRole: 'facilitator';
  actorName: string | null;
  createdAt: Date;
}

/** What was decided about a post, newest first. */
export function entriesOfPost(tx: Transaction, postId: string): Promise<Decision[]> {
  return tx
    .selectFrom('moderationLog')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'moderationLog.organizationId')
        .onRef('persons.id', '=', 'moderationLog.actorId'),
    )
    .select([
      'moderationLog.id',
      'moderationLog.deed',
      'moderationLog.rule',
      'moderationLog.words',
      'moderationLog.actorRole',
      'persons.name as actorName',
      'moderationLog.createdAt',
    ])
    .where('moderationLog.postId', '=', postId)
    .orderBy('moderationLog.id', 'desc')
    .limit(100)
    .execute();
}

/** A line of a community's log. */
export interface LogLine extends Decision {
  threadId: string;
  title: string;
  postNo: number | null;
  afterState: string | null;
}

/** Everything that was done in a community, newest first. */
export async function entriesOf(
  tx: Transaction,
  communityId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<LogLine[]> {
  let entries = tx
    .selectFrom('moderationLog')
    .innerJoin('threads', (join) =>
      join
        .onRef('threads.organizationId', '=', 'moderationLog.organizationId')
        .onRef('threads.id', '=', 'moderationLog.threadId'),
    )
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'moderationLog.organizationId')
        .onRef('persons.id', '=', 'moderationLog.actorId'),
    )
    .leftJoin('posts', (join) =>
      join
        .onRef('posts.organizationId', '=', 'moderationLog.organizationId')
        .onRef('posts.id', '=', 'moderationLog.postId'),
    )
    .select([
      'moderationLog.id',
      'moderationLog.deed',
      'moderationLog.rule',
      'moderationLog.words',
      'moderationLog.actorRole',
      'persons.name as actorName',
      'moderationLog.createdAt',
      'moderationLog.afterState',
      'threads.id as threadId',
      'threads.title',
      'posts.postNo',
    ])
    .where('moderationLog.communityId', '=', communityId)
    .orderBy('moderationLog.id', 'desc')
    .limit(limit);
  if (after !== null) entries = entries.where('moderationLog.id', '<', after);
  return entries.execute();
}

/** A post of somebody's that was decided about. */
export interface ToldDecision {
  threadId: string;
  postNo: number;
  title: string;
  deed: Deed;
  createdAt: Date;
}

const decisions = statement<
  { communityId: string; personId: string; since: Date; limit: number },
  ToldDecision
>(
  (_tx, given) => sql`
    select decision.thread_id, posts.post_no, threads.title, decision.deed, decision.created_at
      from (select distinct on (post_id) id, organization_id, thread_id, post_id, deed, created_at
              from moderation_log
             where community_id = ${given('communityId')} and created_at > ${given('since')} and post_id is not null
               and deed = any(${[...toldDeeds]}::text[])
             order by post_id, id desc) as decision
      join posts on posts.organization_id = decision.organization_id and posts.id = decision.post_id
      join threads on threads.organization_id = posts.organization_id and threads.id = posts.thread_id
     where posts.author_id = ${given('personId')}::uuid or (posts.alias_no is not null and exists (
             select from aliases where aliases.organization_id = posts.organization_id
                and aliases.thread_id = posts.thread_id and aliases.alias_no = posts.alias_no
                and aliases.person_id = ${given('personId')}::uuid))
     order by decision.id desc
     limit ${given('limit')}`,
);

/** What was decided last about each of this person's posts in a community, since then, newest first. */
export function decisionsFor(
  tx: Transaction,
  who: { communityId: string; personId: string },
  which: { since: Date; limit: number },
): Promise<ToldDecision[]> {
  return decisions(tx, { ...who, ...which });
}

/** The log of a community that was merged is read in the other from now on. */
export async function moveLog(
  tx: Transaction,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await tx
    .updateTable('moderationLog')
    .set({ communityId: into })
    .where('communityId', '=', from)
    .execute();
}
