import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { IdeaState } from './thread.ts';

/** A step of an idea, with why it was taken. */
export interface IdeaStep {
  stepNo: number;
  state: IdeaState;
  reason: string;
  personName: string | null;
  createdAt: Date;
}

export async function insertVote(
  tx: Transaction,
  vote: { organizationId: string; threadId: string; personId: string },
): Promise<void> {
  await tx
    .insertInto('threadVotes')
    .values(vote)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteVote(
  tx: Transaction,
  { threadId, personId }: { threadId: string; personId: string },
): Promise<void> {
  await tx
    .deleteFrom('threadVotes')
    .where('threadId', '=', threadId)
    .where('personId', '=', personId)
    .execute();
}

/** Counts the votes anew; the thread must be locked. */
export async function countVotes(tx: Transaction, threadId: string): Promise<void> {
  await sql`
    update threads set vote_count = (select count(*) from thread_votes where thread_id = ${threadId})
     where id = ${threadId}`.execute(tx);
}

/** In the order they were taken. */
export function stepsOf(tx: Transaction, threadId: string): Promise<IdeaStep[]> {
  return tx
    .selectFrom('ideaSteps')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'ideaSteps.organizationId')
        .onRef('persons.id', '=', 'ideaSteps.personId'),
    )
    .select([
      'ideaSteps.stepNo',
      'ideaSteps.state',
      'ideaSteps.reason',
      'persons.name as personName',
      'ideaSteps.createdAt',
    ])
    .where('ideaSteps.threadId', '=', threadId)
    .orderBy('ideaSteps.stepNo')
    .limit(100)
    .execute();
}

/** Takes the next step; the thread must be locked. */
export async function insertStep(
  tx: Transaction,
  step: {
    organizationId: string;
    threadId: string;
    state: IdeaState;
    reason: string;
    personId: string;
  },
): Promise<void> {
  await sql`
    insert into idea_steps (organization_id, thread_id, step_no, state, reason, person_id)
      select ${step.organizationId}::uuid, ${step.threadId}::uuid, 1 + count(*), ${step.state},
             ${step.reason}, ${step.personId}::uuid
        from idea_steps where thread_id = ${step.threadId}`.execute(tx);
  await tx
    .updateTable('threads')
    .set({ ideaState: step.state })
    .where('id', '=', step.threadId)
    .execute();
}
