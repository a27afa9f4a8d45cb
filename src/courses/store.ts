import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';
import type { Course, EnrollmentRole } from './course.ts';
import type { RosterState } from './roster.ts';

const now = sql<Date>`now()`;

export interface CourseFacts {
  organizationId: string;
  deploymentId: string;
  contextId: string;
  label: string | null;
  title: string | null;
  rosterUrl: string | null;
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

export async function upsertEnrollment(
  tx: Transaction,
  enrollment: { organizationId: string; courseId: string; personId: string; role: EnrollmentRole },
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

export async function upsertPlacement(
  tx: Transaction,
  placement: {
    organizationId: string;
    courseId: string;
    resourceLinkId: string;
    title: string | null;
  },
): Promise<void> {
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
): Promise<{ role: EnrollmentRole } | undefined> {
  return tx
    .selectFrom('enrollments')
    .select('role')
    .where('courseId', '=', courseId)
    .where('personId', '=', personId)
    .executeTakeFirst();
}
