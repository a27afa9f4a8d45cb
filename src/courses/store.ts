import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';
import type { Course, EnrollmentRole } from './course.ts';
import type { RosterState } from './roster.ts';

const now = sql<Date>`now()`;

/** When something was last named by a launch. */
interface Launched {
  launchedAt: Date;
}

export interface CourseFacts {
  organizationId: string;
  deploymentId: string;
  contextId: string;
  label: string | null;
  title: string | null;
  rosterUrl: string | null;
}

interface LaunchedCourse extends Launched, RosterState {
  id: string;
  label: string | null;
  title: string | null;
}

/** A course, as the latest launch told of it. */
export function findLaunchedCourse(
  tx: Transaction,
  { deploymentId, contextId }: CourseFacts,
): Promise<LaunchedCourse | undefined> {
  return tx
    .selectFrom('courses')
    .select(['id', 'label', 'title', 'rosterUrl', 'rosterAskedAt', 'rosterReadAt', 'launchedAt'])
    .where('deploymentId', '=', deploymentId)
    .where('contextId', '=', contextId)
    .executeTakeFirst();
}

/** Records a course, or what the latest launch says of it. */
export function upsertCourse(
  tx: Transaction,
  facts: CourseFacts,
): Promise<{ id: string } & RosterState> {
  const { label, title, rosterUrl } = facts;
  return tx
    .insertInto('courses')
    .values({ ...facts, id: newId() })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'deploymentId', 'contextId'])
        .doUpdateSet({ label, title, rosterUrl, launchedAt: now }),
    )
    .returning(['id', 'rosterUrl', 'rosterAskedAt', 'rosterReadAt'])
    .executeTakeFirstOrThrow();
}

export interface EnrollmentFacts {
  organizationId: string;
  courseId: string;
  personId: string;
  role: EnrollmentRole;
}

export async function upsertEnrollment(
  tx: Transaction,
  enrollment: EnrollmentFacts,
): Promise<void> {
  await tx
    .insertInto('enrollments')
    .values(enrollment)
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'courseId', 'personId'])
        .doUpdateSet({ role: enrollment.role, launchedAt: now }),
    )
    .execute();
}

export interface PlacementFacts {
  organizationId: string;
  courseId: string;
  resourceLinkId: string;
  title: string | null;
}

export function findPlacement(
  tx: Transaction,
  { courseId, resourceLinkId }: PlacementFacts,
): Promise<(Launched & { title: string | null }) | undefined> {
  return tx
    .selectFrom('placements')
    .select(['title', 'launchedAt'])
    .where('courseId', '=', courseId)
    .where('resourceLinkId', '=', resourceLinkId)
    .executeTakeFirst();
}

export async function upsertPlacement(tx: Transaction, placement: PlacementFacts): Promise<void> {
  const { title } = placement;
  await tx
    .insertInto('placements')
    .values({ ...placement, id: newId() })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'courseId', 'resourceLinkId'])
        .doUpdateSet({ title, launchedAt: now }),
    )
    .execute();
}

export function findCourse(tx: Transaction, courseId: string): Promise<Course | undefined> {
  return tx
    .selectFrom('courses')
    .select(['id', 'label', 'title'])
    .where('id', '=', courseId)
    .executeTakeFirst();
}

export function findEnrollment(
  tx: Transaction,
  courseId: string,
  personId: string,
): Promise<(Launched & { role: EnrollmentRole }) | undefined> {
  return tx
    .selectFrom('enrollments')
    .select(['role', 'launchedAt'])
    .where('courseId', '=', courseId)
    .where('personId', '=', personId)
    .executeTakeFirst();
}
