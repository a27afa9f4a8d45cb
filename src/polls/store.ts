import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { NewPoll, Poll, PollOption } from './poll.ts';

interface PollKey {
  organizationId: string;
  threadId: string;
}

/** Puts a poll beside a thread that has none. */
export async function insertPoll(
  tx: Transaction,
  key: PollKey,
  { options, ...poll }: NewPoll,
): Promise<void> {
  await tx
    .insertInto('polls')
    .values({ ...key, ...poll })
    .execute();
  await tx
    .insertInto('pollOptions')
    .values(options.map((words, index) => ({ ...key, optionNo: index + 1, words })))
    .execute();
}

const mostNamed = 30;

/** In the order they were written. Of a secret poll no name leaves the database. */
function optionsOf(tx: Transaction, threadId: string): Promise<PollOption[]> {
  return tx
    .selectFrom('pollOptions')
    .innerJoin('polls', (join) =>
      join
        .onRef('polls.organizationId', '=', 'pollOptions.organizationId')
        .onRef('polls.threadId', '=', 'pollOptions.threadId'),
    )
    .select([
      'pollOptions.optionNo',
      'pollOptions.words',
      'pollOptions.voteCount',
      sql<(string | null)[]>`case when polls.is_secret then '{}' else array(
        select persons.name from poll_ballots
          join persons on persons.organization_id = poll_ballots.organization_id
           and persons.id = poll_ballots.person_id
         where poll_ballots.organization_id = polls.organization_id
           and poll_ballots.thread_id = polls.thread_id
           and poll_options.option_no = any(poll_ballots.choices)
         order by poll_ballots.voted_at, persons.id limit ${mostNamed}) end`.as('voters'),
    ])
    .where('pollOptions.threadId', '=', threadId)
    .orderBy('pollOptions.optionNo')
    .execute();
}

/** The poll of a thread as this person sees it. */
export async function findPoll(
  tx: Transaction,
  { threadId, personId }: { threadId: string; personId: string | null },
): Promise<Poll | undefined> {
  const found = tx
    .selectFrom('polls')
    .leftJoin('pollBallots', (join) =>
      join
        .onRef('pollBallots.organizationId', '=', 'polls.organizationId')
        .onRef('pollBallots.threadId', '=', 'polls.threadId')
        .on('pollBallots.personId', '=', personId),
    )
    .select([
      'polls.question',
      'polls.mostChoices',
      'polls.shows',
      'polls.isSecret',
      'polls.closesAt',
      'polls.closedAt',
      'polls.voterCount',
      'pollBallots.choices as myChoices',
    ])
    .where('polls.threadId', '=', threadId)
    .executeTakeFirst();
  const [poll, options] = await Promise.all([found, optionsOf(tx, threadId)]);
  return poll && { ...poll, options };
}

/** A poll while somebody votes in it or closes it; whoever does so at the same moment waits. */
export function lockPoll(
  tx: Transaction,
  threadId: string,
): Promise<Pick<Poll, 'mostChoices' | 'closesAt' | 'closedAt'> | undefined> {
  return tx
    .selectFrom('polls')
    .select(['mostChoices', 'closesAt', 'closedAt'])
    .where('threadId', '=', threadId)
    .forNoKeyUpdate()
    .executeTakeFirst();
}

export async function isOption(
  tx: Transaction,
  threadId: string,
  optionNo: number,
): Promise<boolean> {
  const option = await tx
    .selectFrom('pollOptions')
    .select('optionNo')
    .where('threadId', '=', threadId)
    .where('optionNo', '=', optionNo)
    .executeTakeFirst();
  return option !== undefined;
}

/** Their first ballot, or another in place of it. */
export async function saveBallot(
  tx: Transaction,
  ballot: PollKey & { personId: string; choices: number[] },
): Promise<void> {
  const { choices } = ballot;
  await tx
    .insertInto('pollBallots')
    .values(ballot)
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'threadId', 'personId'])
        .doUpdateSet({ choices, votedAt: sql<Date>`now()` }),
    )
    .execute();
}

export async function deleteBallot(
  tx: Transaction,
  { threadId, personId }: { threadId: string; personId: string },
): Promise<void> {
  await tx
    .deleteFrom('pollBallots')
    .where('threadId', '=', threadId)
    .where('personId', '=', personId)
    .execute();
}

/** Counts them anew; the poll must be locked, or somebody who votes at the same moment is not counted. */
export async function countBallots(tx: Transaction, threadId: string): Promise<void> {
  await sql`
    update poll_options set vote_count = (
      select count(*) from poll_ballots
       where poll_ballots.thread_id = poll_options.thread_id
         and poll_options.option_no = any(poll_ballots.choices))
     where thread_id = ${threadId}`.execute(tx);
  await sql`
    update polls set voter_count = (
      select count(*) from poll_ballots where poll_ballots.thread_id = polls.thread_id)
     where thread_id = ${threadId}`.execute(tx);
}

export async function updateClosedAt(
  tx: Transaction,
  threadId: string,
  closedAt: Date,
): Promise<void> {
  await tx.updateTable('polls').set({ closedAt }).where('threadId', '=', threadId).execute();
}
