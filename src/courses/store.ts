import { sql } from 'kysely';
import { newId, statement, type Transaction } from '../db/index.ts';
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

const launchedCourse = statement<Pick<CourseFacts, 'deploymentId' | 'contextId'>, LaunchedCourse>(
  (tx, given) =>
    tx
      .selectFrom('courses')
      .select(['id', 'label', 'title', 'rosterUrl', 'rosterAskedAt', 'rosterReadAt', 'launchedAt'])
      .where('deploymentId', '=', given('deploymentId'))
      .where('contextId', '=', given('contextId')),
);

/** A course, as the latest launch told of it. */
export async function findLaunchedCourse(
  tx: Transaction,
  facts: CourseFacts,
): Promise<LaunchedCourse | undefined> {
  const [course] = await launchedCourse(tx, facts);
  return course;
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

const knownPlacement = statement<
  Pick<PlacementFacts, 'courseId' | 'resourceLinkId'>,
  Launched & { title: string | null }
>((tx, given) =>
  tx
    .selectFrom('placements')
    .select(['title', 'launchedAt'])
    .where('courseId', '=', given('courseId'))
    .where('resourceLinkId', '=', given('resourceLinkId')),
);

export async function findPlacement(
  tx: Transaction,
  facts: PlacementFacts,
): Promise<(Launched & { title: string | null }) | undefined> {
  const [found] = await knownPlacement(tx, facts);
  return found;
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

const knownEnrollment = statement<
  { courseId: string; personId: string },
  Launched & { role: EnrollmentRole }
>((tx, given) =>
  tx
    .selectFrom('enrollments')
    .select(['role', 'launchedAt'])
    .where('courseId', '=', given('courseId'))
    .where('personId', '=', given('personId')),
);

export async function findEnrollment(
  tx: Transaction,
  courseId: string,
  personId: string,
): Promise<(Launched & { role: EnrollmentRole }) | undefined> {
  const [found] = await knownEnrollment(tx, { courseId, personId });
  return found;
}
