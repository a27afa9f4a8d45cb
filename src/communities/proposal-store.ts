import { sql, type RawBuilder } from 'kysely';
import { beforeAllIds, statement, type Transaction } from '../db/index.ts';

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

/** Where a page of them begins: values, or what stands for them in a statement. */
interface Start {
  communityId: string | RawBuilder<string>;
  after: string | RawBuilder<string>;
  limit: number | RawBuilder<number>;
}

const askingCourses = (tx: Transaction, { communityId, after, limit }: Start) =>
  tx
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
    .where('courses.id', '>', after)
    .orderBy('courses.id')
    .limit(limit);

const proposedTo = statement<{ communityId: string; after: string; limit: number }, AskingCourse>(
  (tx, given) =>
    askingCourses(tx, {
      communityId: given('communityId'),
      after: given('after'),
      limit: given('limit'),
    }).where('mappings.state', '=', 'proposed'),
);

/** Those that wait for an answer. */
export function proposedCourses(
  tx: Transaction,
  communityId: string,
  { after, limit }: Page,
): Promise<AskingCourse[]> {
  return proposedTo(tx, { communityId, after: after ?? beforeAllIds, limit });
}

/** Those that came in since this moment, brought by somebody who does not lead the community. */
export function arrivedCourses(
  tx: Transaction,
  communityId: string,
  since: Date,
  { after, limit }: Page,
): Promise<AskingCourse[]> {
  return askingCourses(tx, { communityId, after: after ?? beforeAllIds, limit })
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
