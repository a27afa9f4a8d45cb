import { z } from 'zod';
import type { Transaction } from '../../db/index.ts';
import { seesResults } from '../../polls/index.ts';
import { inPages, noted, type Leaving, type Page } from '../leaving.ts';
import { Count, Id, Moment } from '../manifest.ts';
import {
  pollsLeaving,
  stepsLeaving,
  threadsLeaving,
  type StepRow,
  type ThreadRow,
} from './thread-store.ts';

const ideaState = z.enum(['raised', 'trying', 'adopted', 'dropped']);

const Poll = z.object({
  question: z.string().min(1).max(200),
  mostChoices: z.int().min(1).max(10),
  shows: z.enum(['always', 'voted', 'closed']),
  isSecret: z.boolean(),
  closesAt: Moment.nullable(),
  closedAt: Moment.nullable(),
  createdAt: Moment,
  /** Null where whoever took the archive along did not see how it stood. */
  voters: Count.nullable(),
  options: z
    .array(z.object({ words: z.string().min(1).max(100), votes: Count.nullable() }))
    .min(1)
    .max(10),
});
export type Poll = z.infer<typeof Poll>;

/** A thread, as a line of an archive. */
export const Thread = z.object({
  id: Id,
  kind: z.enum(['discussion', 'question', 'idea', 'announcement', 'introduction']),
  title: z.string().min(1).max(255),
  topic: Id.nullable(),
  author: Id.nullable(),
  alias: z.int().min(1).max(100_000).nullable(),
  ideaState: ideaState.nullable(),
  steps: z
    .array(
      z.object({
        state: ideaState,
        reason: z.string().min(1).max(2000),
        person: Id,
        createdAt: Moment,
      }),
    )
    .max(1000),
  votes: Count,
  poll: Poll.nullable(),
  /** The resource that is talked about in it. */
  about: Id.nullable(),
  /** Of a question from outside, and what was asked about. */
  fromOutside: z
    .object({ about: z.object({ kind: z.enum(['article', 'resource']), id: Id }).nullable() })
    .nullable()
    .default(null),
  pinnedUntil: Moment.nullable(),
  lockedAt: Moment.nullable(),
  closesAt: Moment.nullable(),
  closesAfterDays: z.int().min(1).max(365).nullable(),
  slowSeconds: z.int().min(1).max(86_400).nullable(),
  createdAt: Moment,
});
export type Thread = z.infer<typeof Thread>;

async function pollsOf(
  tx: Transaction,
  { readerId, madeAt }: Leaving,
  threadIds: readonly string[],
): Promise<Map<string, Poll>> {
  const polls = await pollsLeaving(tx, threadIds, readerId);
  return new Map(
    polls.map(({ threadId, myChoices, voterCount, options, ...poll }) => {
      const isSeen = seesResults({ ...poll, myChoices }, madeAt);
      const shown = options.map(({ words, votes }) => ({ words, votes: isSeen ? votes : null }));
      return [threadId, { ...poll, voters: isSeen ? voterCount : null, options: shown }];
    }),
  );
}

/**
 * A thread as a line. Its fields are named one by one: what is left over of an object that others were taken out of
 * takes ten times as much memory.
 */
function lineOf(
  leaving: Leaving,
  thread: ThreadRow,
  { steps, poll }: { steps: readonly StepRow[]; poll: Poll | undefined },
): Thread {
  return {
    id: thread.id,
    kind: thread.kind,
    title: thread.title,
    topic: thread.topicId,
    author: noted(leaving, thread.authorId),
    alias: thread.aliasNo,
    ideaState: thread.ideaState,
    steps: steps
      .filter(({ threadId }) => threadId === thread.id)
      .map(({ state, reason, personId, createdAt }) => ({
        state,
        reason,
        person: noted(leaving, personId),
        createdAt,
      })),
    votes: thread.voteCount,
    poll: poll ?? null,
    about: thread.aboutId,
    fromOutside: thread.isFromOutside ? { about: thread.askedAbout } : null,
    pinnedUntil: thread.pinnedUntil,
    lockedAt: thread.lockedAt,
    closesAt: thread.closesAt,
    closesAfterDays: thread.closesAfterDays,
    slowSeconds: thread.slowSeconds,
    createdAt: thread.createdAt,
  };
}

/** A page of threads as lines. */
export async function threadLines(
  tx: Transaction,
  leaving: Leaving,
  page: Page,
): Promise<Thread[]> {
  const threads = await threadsLeaving(tx, leaving, page);
  const ids = threads.map(({ id }) => id);
  const polls = await pollsOf(tx, leaving, ids);
  const steps = await stepsLeaving(tx, ids);
  return threads.map((thread) => lineOf(leaving, thread, { steps, poll: polls.get(thread.id) }));
}

/** The talk: what it is about, who began it, and what belongs to no post of it. */
export const leaveThreads = (leaving: Leaving): AsyncGenerator<Thread[]> =>
  inPages(leaving, (tx, page) => threadLines(tx, leaving, page));
