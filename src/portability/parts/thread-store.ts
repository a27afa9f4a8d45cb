import { sql } from 'kysely';
import type { Transaction } from '../../db/index.ts';
import { articlesInside, resourcesInside, threadsInside } from '../inside.ts';
import type { Bounds, Page } from '../leaving.ts';

type ThreadKind = 'discussion' | 'question' | 'idea' | 'announcement' | 'introduction';
type IdeaState = 'raised' | 'trying' | 'adopted' | 'dropped';

export interface ThreadRow {
  id: string;
  kind: ThreadKind;
  title: string;
  topicId: string | null;
  authorId: string | null;
  aliasNo: number | null;
  ideaState: IdeaState | null;
  voteCount: number;
  pinnedUntil: Date | null;
  lockedAt: Date | null;
  closesAt: Date | null;
  closesAfterDays: number | null;
  slowSeconds: number | null;
  aboutId: string | null;
  isFromOutside: boolean;
  /** What was asked about, as far as it is in the archive. */
  askedAbout: { kind: 'article' | 'resource'; id: string } | null;
  createdAt: Date;
}

/** What a question from outside is about, where that leaves too. */
const askedAbout = (bounds: Bounds) => sql`
  (select json_build_object('kind', about_kind, 'id', about_id)
     from outside_questions as question
    where question.organization_id = threads.organization_id and question.thread_id = threads.id
      and (exists (select from articles
                    where articles.organization_id = question.organization_id
                      and question.about_kind = 'article' and articles.id = question.about_id
                      and ${articlesInside(bounds)})
        or exists (select from resources
                    where resources.organization_id = question.organization_id
                      and question.about_kind = 'resource' and resources.id = question.about_id
                      and ${resourcesInside(bounds)})))`;

export async function threadsLeaving(
  tx: Transaction,
  bounds: Bounds,
  { after, limit }: Page,
): Promise<ThreadRow[]> {
  const { rows } = await sql<ThreadRow>`
    select threads.id, threads.kind, threads.title, threads.topic_id, threads.author_id,
           threads.alias_no, threads.idea_state, threads.vote_count, threads.pinned_until,
           threads.locked_at, threads.closes_at, threads.closes_after_days, threads.slow_seconds,
           threads.created_at, threads.is_from_outside, remarked.id as about_id,
           case when threads.is_from_outside then ${askedAbout(bounds)} end as asked_about
      from threads
      left join remark_threads on remark_threads.organization_id = threads.organization_id
       and remark_threads.thread_id = threads.id
      left join resources as remarked on remarked.organization_id = remark_threads.organization_id
       and remarked.id = remark_threads.resource_id and remarked.community_id = threads.community_id
       and remarked.standing = 'shown' and remarked.id <= ${bounds.upTo}
     where ${threadsInside(bounds)} and (${after}::uuid is null or threads.id > ${after}::uuid)
     order by threads.id limit ${limit}`.execute(tx);
  return rows;
}

export interface StepRow {
  threadId: string;
  state: IdeaState;
  reason: string;
  personId: string;
  createdAt: Date;
}

/** In the order they were taken. */
export function stepsLeaving(tx: Transaction, threadIds: readonly string[]): Promise<StepRow[]> {
  return tx
    .selectFrom('ideaSteps')
    .select(['threadId', 'state', 'reason', 'personId', 'createdAt'])
    .where(sql<boolean>`thread_id = any(${threadIds}::uuid[])`)
    .orderBy('threadId')
    .orderBy('stepNo')
    .execute();
}

interface PollRow {
  threadId: string;
  question: string;
  mostChoices: number;
  shows: 'always' | 'voted' | 'closed';
  isSecret: boolean;
  closesAt: Date | null;
  closedAt: Date | null;
  createdAt: Date;
  voterCount: number;
  options: { words: string; votes: number }[];
  /** Of whoever takes the archive along; null where they did not vote. */
  myChoices: number[] | null;
}

export async function pollsLeaving(
  tx: Transaction,
  threadIds: readonly string[],
  readerId: string,
): Promise<PollRow[]> {
  const { rows } = await sql<PollRow>`
    select polls.thread_id, polls.question, polls.most_choices, polls.shows, polls.is_secret,
           polls.closes_at, polls.closed_at, polls.created_at, polls.voter_count,
           (select json_agg(json_build_object('words', words, 'votes', vote_count) order by option_no)
              from poll_options where poll_options.organization_id = polls.organization_id
               and poll_options.thread_id = polls.thread_id) as options,
           (select choices from poll_ballots
             where poll_ballots.organization_id = polls.organization_id
               and poll_ballots.thread_id = polls.thread_id and person_id = ${readerId}) as my_choices
      from polls where polls.thread_id = any(${threadIds}::uuid[])`.execute(tx);
  return rows;
}
