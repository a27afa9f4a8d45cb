import { z } from 'zod';
import { sentence } from './columns.ts';
import { seatOf } from './courses.ts';
import type { Course } from './courses.ts';
import type { LineItem, Score } from './records.ts';
import { Refusal } from './refusal.ts';
import type { Site } from './site.ts';

/** A score as a tool sends it (AGS 2.0, 3.4). */
const sentSchema = z
  .object({
    userId: z.string().min(1),
    scoreGiven: z.number().nonnegative().nullish(),
    scoreMaximum: z.number().positive().nullish(),
    comment: z.string().max(10_000).nullish(),
    timestamp: z.iso.datetime({ offset: true }),
    activityProgress: z.enum(['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed']),
    gradingProgress: z.enum(['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady']),
  })
  .refine(({ scoreGiven, scoreMaximum }) => scoreGiven == null || scoreMaximum != null, {
    path: ['scoreMaximum'],
    message: 'needed beside scoreGiven',
  });

/**
 * Take the newest score of one person in one column.
 *
 * @throws Refusal `invalid_request` when it is malformed or about nobody who is marked here;
 *   `conflict` unless it is later than the score that stands
 * @see [AGS 2.0, 3.4.9 timestamp](https://www.imsglobal.org/spec/lti-ags/v2p0/#timestamp)
 */
export async function recordScore(
  site: Site,
  course: Course,
  column: LineItem,
  sent: unknown,
): Promise<void> {
  const parsed = sentSchema.safeParse(sent);
  if (!parsed.success) {
    throw new Refusal(400, 'invalid_request', `A score cannot be so: ${sentence(parsed.error)}`);
  }
  const { userId, timestamp } = parsed.data;
  const learner = learnersIn(site, course).find(({ sub }) => sub === userId);
  if (learner === undefined) {
    throw new Refusal(422, 'invalid_request', 'userId names no learner of this course.');
  }
  const standing = scoreOf(site, column, userId);
  if (standing !== undefined && Date.parse(timestamp) <= Date.parse(standing.timestamp)) {
    throw new Refusal(
      409,
      'conflict',
      `A score of ${standing.timestamp} stands; this is not later.`,
    );
  }
  const score = {
    ...parsed.data,
    lineItemId: column.id,
    scoreGiven: parsed.data.scoreGiven ?? null,
    scoreMaximum: parsed.data.scoreMaximum ?? null,
    comment: parsed.data.comment ?? null,
  };
  site.records.scores = [...site.records.scores.filter((other) => other !== standing), score];
  await site.save();
}

/** Those who get marks. */
export function learnersIn(site: Site, course: Course): Site['platform']['people'] {
  return site.platform.people.filter((person) => seatOf(course, person) === 'learner');
}

export function scoreOf(site: Site, column: LineItem, userId: string): Score | undefined {
  return site.records.scores.find(
    (score) => score.lineItemId === column.id && score.userId === userId,
  );
}

/** The mark in the gradebook, on the scale of the column; none while grading is unfinished. */
export function markOf(column: LineItem, score: Score): number | undefined {
  const { scoreGiven, scoreMaximum, gradingProgress } = score;
  if (gradingProgress !== 'FullyGraded' || scoreGiven === null || scoreMaximum === null) {
    return undefined;
  }
  return Math.round((scoreGiven / scoreMaximum) * column.scoreMaximum * 100) / 100;
}
