import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { AskedAbout } from '../reach/index.ts';

/** What somebody may ask about. */
export interface Subject extends AskedAbout {
  communityId: string;
  title: string;
  topicId: string | null;
}

/** The article or resource of this id, where everybody in the organization may read it. */
export async function findOpen(
  tx: Transaction,
  { kind, id }: AskedAbout,
): Promise<Subject | undefined> {
  const found = await tx
    .selectFrom('searchDocuments')
    .select(['communityId', 'title', 'topicId'])
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where('reach', '=', 'organization')
    .executeTakeFirst();
  return found && { kind, id, ...found };
}

/** What a thread from outside is about, where everybody sees it who may read this community. */
export async function findAskedAbout(
  tx: Transaction,
  { threadId, communityId }: { threadId: string; communityId: string },
): Promise<(AskedAbout & { title: string }) | null> {
  const { rows } = await sql<AskedAbout & { title: string }>`
    select question.about_kind as kind, question.about_id as id, document.title
      from outside_questions as question
      join search_documents as document on document.organization_id = question.organization_id
       and document.id = question.about_id and document.kind = question.about_kind
     where question.thread_id = ${threadId}
       and (document.reach = 'organization' or document.community_id = ${communityId})`.execute(tx);
  return rows[0] ?? null;
}

export async function insertQuestion(
  tx: Transaction,
  question: {
    organizationId: string;
    threadId: string;
    askerId: string;
    aboutKind: AskedAbout['kind'];
    aboutId: string;
  },
): Promise<void> {
  await tx.insertInto('outsideQuestions').values(question).execute();
}

/** How many questions this person asked from outside since then, wherever. */
export async function questionsSince(
  tx: Transaction,
  { askerId, since }: { askerId: string; since: Date },
): Promise<number> {
  const { count } = await tx
    .selectFrom('outsideQuestions')
    .select((question) => question.fn.countAll<string>().as('count'))
    .where('askerId', '=', askerId)
    .where('createdAt', '>', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A question as whoever asked it finds it. */
export interface OwnQuestion {
  threadId: string;
  communityId: string;
  communityName: string;
  title: string;
  /** Whether its community shows it still. */
  isShown: boolean;
  isSolved: boolean;
  lockedAt: Date | null;
  closesAt: Date | null;
  /** Whether what is said last was said to them. */
  isAnswered: boolean;
  lastPostNo: number;
  askedAt: Date;
  /** Posts that were said to members alone. */
  withheld: string[];
}

/** Of this person's own questions, the one of this thread. */
export async function findOwnQuestion(
  tx: Transaction,
  { threadId, askerId }: { threadId: string; askerId: string },
): Promise<OwnQuestion | undefined> {
  const { rows } = await sql<OwnQuestion>`
    select question.thread_id, threads.community_id, communities.name as community_name, threads.title,
           threads.standing = 'visible' as is_shown, threads.accepted_count > 0 as is_solved,
           threads.locked_at, threads.closes_at, threads.last_post_no, question.created_at as asked_at,
           question.withheld,
           coalesce((select posts.author_id is distinct from question.asker_id from posts
                      where posts.organization_id = question.organization_id
                        and posts.thread_id = question.thread_id
                        and posts.standing in ('visible', 'redacted') and posts.id <> all(question.withheld)
                      order by posts.post_no desc limit 1), false) as is_answered
      from outside_questions as question
      join threads on threads.organization_id = question.organization_id
       and threads.id = question.thread_id
      join communities on communities.organization_id = threads.organization_id
       and communities.id = threads.community_id
     where question.thread_id = ${threadId} and question.asker_id = ${askerId}`.execute(tx);
  return rows[0];
}

/** They have seen what was said up to this post. */
export async function noteSeen(tx: Transaction, threadId: string, postNo: number): Promise<void> {
  await tx
    .updateTable('outsideQuestions')
    .set({ seenPostNo: postNo })
    .where('threadId', '=', threadId)
    .where('seenPostNo', '<', postNo)
    .execute();
}

/** A question of somebody's, as a line of their list. */
export interface AskedLine {
  threadId: string;
  title: string;
  communityName: string;
  askedAt: Date;
  /** How many answers they have not seen. */
  fresh: number;
  answers: number;
}

/** What this person asked from outside and its communities still show, the latest first. */
export async function questionsAsked(
  tx: Transaction,
  askerId: string,
  limit: number,
): Promise<AskedLine[]> {
  const { rows } = await sql<AskedLine>`
    select question.thread_id, threads.title, communities.name as community_name,
           question.created_at as asked_at, said.answers, said.fresh
      from outside_questions as question
      join threads on threads.organization_id = question.organization_id
       and threads.id = question.thread_id and threads.standing = 'visible'
      join communities on communities.organization_id = threads.organization_id
       and communities.id = threads.community_id
     cross join lateral (
       select count(*)::integer as answers,
              (count(*) filter (where posts.post_no > question.seen_post_no))::integer as fresh
         from posts
        where posts.organization_id = question.organization_id
          and posts.thread_id = question.thread_id and posts.author_id is distinct from question.asker_id
          and posts.standing in ('visible', 'redacted') and posts.id <> all(question.withheld)) as said
     where question.asker_id = ${askerId}
     order by question.created_at desc, question.thread_id limit ${limit}`.execute(tx);
  return rows;
}

/** Whether this person asked the question in whose thread this post is said to them. */
export async function isSaidToAsker(
  tx: Transaction,
  postId: string,
  askerId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from posts
      join outside_questions as question on question.organization_id = posts.organization_id
       and question.thread_id = posts.thread_id
      join threads on threads.organization_id = posts.organization_id and threads.id = posts.thread_id
     where posts.id = ${postId} and question.asker_id = ${askerId}
       and posts.standing in ('visible', 'redacted') and threads.standing = 'visible'
       and posts.id <> all(question.withheld)`.execute(tx);
  return rows.length > 0;
}
