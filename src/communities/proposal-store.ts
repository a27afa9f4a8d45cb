import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** A course that asks to feed a community, or came to, and who asked. */
interface AskingCourse {
  courseId: string;
  title: string | null;
  personName: string | null;
  since: Date;
}

interface Page {
  after: string | null;
  limit: number;
}

function askingCourses(tx: Transaction, communityId: string, { after, limit }: Page) {
  const courses = tx
    .selectFrom('mappings')
    .innerJoin('courses', (join) =>
      join
        .onRef('courses.organizationId', '=', 'mappings.organizationId')
        .onRef('courses.id', '=', 'mappings.courseId'),
    )
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'mappings.organizationId')
        .onRef('persons.id', '=', 'mappings.createdBy'),
    )
    .select((select) => [
      'courses.id as courseId',
      select.fn.coalesce('courses.title', 'courses.label').as('title'),
      'persons.name as personName',
      select.fn.coalesce('mappings.answeredAt', 'mappings.createdAt').as('since'),
    ])
    .where('mappings.communityId', '=', communityId)
    .orderBy('courses.id')
    .limit(limit);
  return after === null ? courses : courses.where('courses.id', '>', after);
}

/** Those that wait for an answer. */
export function proposedCourses(
  tx: Transaction,
  communityId: string,
  page: Page,
): Promise<AskingCourse[]> {
  return askingCourses(tx, communityId, page).where('mappings.state', '=', 'proposed').execute();
}

/** Those that came in since this moment, brought by somebody who does not lead the community. */
export function arrivedCourses(
  tx: Transaction,
  communityId: string,
  since: Date,
  page: Page,
): Promise<AskingCourse[]> {
  return askingCourses(tx, communityId, page)
    .where('mappings.state', '=', 'agreed')
    .where((where) =>
      where(where.fn.coalesce('mappings.answeredAt', 'mappings.createdAt'), '>=', since),
    )
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('memberships')
            .select('memberships.personId')
            .whereRef('memberships.communityId', '=', 'mappings.communityId')
            .whereRef('memberships.personId', '=', 'mappings.createdBy')
            .where('memberships.role', '=', 'facilitator')
            .where('memberships.leftAt', 'is', null),
        ),
      ),
    )
    .execute();
}

interface MappingKey {
  communityId: string;
  courseId: string;
}

/** Keeps the answer to a course; one that was declined is free to find its home elsewhere. */
export async function updateProposal(
  tx: Transaction,
  { communityId, courseId }: MappingKey,
  { state, answeredBy }: { state: 'agreed' | 'declined'; answeredBy: string },
): Promise<boolean> {
  const updated = await tx
    .updateTable('mappings')
    .set({
      state,
      answeredBy,
      answeredAt: sql<Date>`now()`,
      ...(state === 'declined' ? { isHome: false } : {}),
    })
    .where('communityId', '=', communityId)
    .where('courseId', '=', courseId)
    .where('state', '=', 'proposed')
    .returning('courseId')
    .executeTakeFirst();
  return updated !== undefined;
}

export async function findMappingState(
  tx: Transaction,
  { communityId, courseId }: MappingKey,
): Promise<'proposed' | 'agreed' | 'declined' | undefined> {
  const mapping = await tx
    .selectFrom('mappings')
    .select('state')
    .where('communityId', '=', communityId)
    .where('courseId', '=', courseId)
    .executeTakeFirst();
  return mapping?.state;
}

/** Makes room for asking again; the record keeps that it was declined. */
export async function deleteDeclined(
  tx: Transaction,
  { communityId, courseId }: MappingKey,
): Promise<void> {
  await tx
    .deleteFrom('mappings')
    .where('communityId', '=', communityId)
    .where('courseId', '=', courseId)
    .where('state', '=', 'declined')
    .execute();
}
