import type { Transaction } from '../db/index.ts';
import type { RosterState } from './roster.ts';
import {
  findEnrollment,
  findLaunchedCourse,
  findPlacement,
  upsertCourse,
  upsertEnrollment,
  upsertPlacement,
  type CourseFacts,
  type EnrollmentFacts,
  type PlacementFacts,
} from './store.ts';

/**
 * How late a moment of launching may be. A course opens for three hundred people at once: were each of
 * them written down in the course's own row, they would wait for one another.
 */
const lateMs = 10 * 60_000;

const isLate = (launchedAt: Date) => Date.now() - launchedAt.getTime() > lateMs;

/** Records a course, or what the latest launch says of it. */
export async function noteCourse(
  tx: Transaction,
  facts: CourseFacts,
): Promise<{ id: string } & RosterState> {
  const known = await findLaunchedCourse(tx, facts);
  const isSame =
    known?.label === facts.label &&
    known.title === facts.title &&
    known.rosterUrl === facts.rosterUrl;
  return known && isSame && !isLate(known.launchedAt) ? known : upsertCourse(tx, facts);
}

/** Records where in a course it was opened, and under which title. */
export async function notePlacement(tx: Transaction, facts: PlacementFacts): Promise<void> {
  const known = await findPlacement(tx, facts);
  if (known?.title === facts.title && !isLate(known.launchedAt)) return;
  await upsertPlacement(tx, facts);
}

/** Records what somebody is in a course. */
export async function noteEnrollment(tx: Transaction, facts: EnrollmentFacts): Promise<void> {
  const known = await findEnrollment(tx, facts.courseId, facts.personId);
  if (known?.role === facts.role && !isLate(known.launchedAt)) return;
  await upsertEnrollment(tx, facts);
}
