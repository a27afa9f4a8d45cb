import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Course } from './course.ts';

/** The first of these contexts that is a course here, seen through the same platform. @returns its id */
export async function courseOfContexts(
  tx: Transaction,
  courseId: string,
  contextIds: readonly string[],
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select origin.id
      from courses copy
      join deployments mine
        on mine.organization_id = copy.organization_id and mine.id = copy.deployment_id
      join deployments theirs
        on theirs.organization_id = mine.organization_id and theirs.platform_id = mine.platform_id
      join unnest(${contextIds}::text[]) with ordinality as history (context_id, place) on true
      join courses origin
        on origin.organization_id = theirs.organization_id and origin.deployment_id = theirs.id
       and origin.context_id = history.context_id
     where copy.id = ${courseId} and origin.id <> copy.id
     order by history.place, origin.launched_at desc, origin.id
     limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

/** Notes which course this one was copied from, the first time anything tells; an unknown course is no origin. */
export async function noteCopyOrigin(
  tx: Transaction,
  { courseId, copiedFrom }: { courseId: string; copiedFrom: string },
): Promise<void> {
  await tx
    .updateTable('courses')
    .set({ copiedFrom })
    .where('id', '=', courseId)
    .where('id', '<>', copiedFrom)
    .where('copiedFrom', 'is', null)
    .where('copyAnsweredAt', 'is', null)
    .where((where) =>
      where.exists(
        where
          .selectFrom('courses as origin')
          .select('origin.id')
          .where('origin.id', '=', copiedFrom),
      ),
    )
    .execute();
}

/** The course this one was copied from, until its instructor has said where the copy belongs. */
export function unansweredOrigin(tx: Transaction, courseId: string): Promise<Course | undefined> {
  return tx
    .selectFrom('courses as copy')
    .innerJoin('courses as origin', (join) =>
      join
        .onRef('origin.organizationId', '=', 'copy.organizationId')
        .onRef('origin.id', '=', 'copy.copiedFrom'),
    )
    .select(['origin.id', 'origin.label', 'origin.title'])
    .where('copy.id', '=', courseId)
    .where('copy.copyAnsweredAt', 'is', null)
    .executeTakeFirst();
}

/** The instructor has said where the copy belongs; they are not asked again. */
export async function markCopyAnswered(tx: Transaction, courseId: string): Promise<void> {
  await tx
    .updateTable('courses')
    .set({ copyAnsweredAt: sql<Date>`now()` })
    .where('id', '=', courseId)
    .execute();
}
