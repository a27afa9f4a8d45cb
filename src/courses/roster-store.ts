import type { Transaction } from '../db/index.ts';
import type { ServicePlatform } from '../lti/services/index.ts';
import type { RosterEntry, RosterProblem } from './roster.ts';

/** Where a course's roster is read, and as whom. */
export interface RosterSource {
  platform: ServicePlatform;
  rosterUrl: string;
  differencesUrl: string | null;
  wholeAt: Date | null;
}

/** Undefined when the course has no roster to read. */
export async function findRosterSource(
  tx: Transaction,
  courseId: string,
): Promise<RosterSource | undefined> {
  const row = await tx
    .selectFrom('courses')
    .innerJoin('deployments', 'deployments.id', 'courses.deploymentId')
    .innerJoin('platforms', 'platforms.id', 'deployments.platformId')
    .select([
      'platforms.id',
      'platforms.clientId',
      'platforms.tokenEndpoint',
      'platforms.tokenAudience',
      'courses.rosterUrl',
      'courses.rosterDifferencesUrl as differencesUrl',
      'courses.rosterWholeAt as wholeAt',
    ])
    .where('courses.id', '=', courseId)
    .executeTakeFirst();
  if (!row || row.rosterUrl === null) return undefined;
  const { rosterUrl, differencesUrl, wholeAt, ...platform } = row;
  return { platform, rosterUrl, differencesUrl, wholeAt };
}

/** A line of the roster, and who of the people here it is: null for somebody who never came. */
export interface RosterLine extends RosterEntry {
  status: 'active' | 'inactive' | 'gone';
  firstSeenAt: Date;
  lastSeenAt: Date;
  goneAt: Date | null;
  personId: string | null;
}

export function rosterOf(
  tx: Transaction,
  courseId: string,
  { after, limit }: { after: string; limit: number },
): Promise<RosterLine[]> {
  return tx
    .selectFrom('rosterEntries')
    .leftJoin('identities', (join) =>
      join
        .onRef('identities.platformId', '=', 'rosterEntries.platformId')
        .onRef('identities.subject', '=', 'rosterEntries.subject'),
    )
    .select([
      'rosterEntries.subject',
      'rosterEntries.name',
      'rosterEntries.email',
      'rosterEntries.role',
      'rosterEntries.status',
      'rosterEntries.firstSeenAt',
      'rosterEntries.lastSeenAt',
      'rosterEntries.goneAt',
      'identities.personId',
    ])
    .where('rosterEntries.courseId', '=', courseId)
    .where('rosterEntries.subject', '>', after)
    .orderBy('rosterEntries.subject')
    .limit(limit)
    .execute();
}

/** The course a roster is of, and the moment it is read at. */
export interface Reading {
  organizationId: string;
  courseId: string;
  platformId: string;
  readAt: Date;
}

/** Notes these people as of the course. What a platform keeps silent about does not erase what it said before. */
export async function upsertPresent(
  tx: Transaction,
  { readAt, ...course }: Reading,
  present: readonly (RosterEntry & { status: 'active' | 'inactive' })[],
): Promise<void> {
  if (present.length === 0) return;
  const seen = { ...course, firstSeenAt: readAt, lastSeenAt: readAt };
  await tx
    .insertInto('rosterEntries')
    .values(present.map((entry) => ({ ...seen, ...entry })))
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'courseId', 'subject']).doUpdateSet((eb) => ({
        platformId: eb.ref('excluded.platformId'),
        name: eb.fn.coalesce('excluded.name', 'rosterEntries.name'),
        email: eb.fn.coalesce('excluded.email', 'rosterEntries.email'),
        role: eb.ref('excluded.role'),
        status: eb.ref('excluded.status'),
        lastSeenAt: readAt,
        goneAt: null,
      })),
    )
    .execute();
}

/** Notes that these people left; of people never seen there is nothing to note. */
export async function markDeparted(
  tx: Transaction,
  { courseId, readAt }: Reading,
  subjects: readonly string[],
): Promise<void> {
  if (subjects.length === 0) return;
  await tx
    .updateTable('rosterEntries')
    .set({ status: 'gone', goneAt: readAt })
    .where('courseId', '=', courseId)
    .where('subject', 'in', subjects)
    .where('status', '!=', 'gone')
    .execute();
}

/** Those of the course whom a complete reading did not find, a page at a time. */
export async function absentSubjects(
  tx: Transaction,
  { courseId, readAt }: Reading,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('rosterEntries')
    .select('subject')
    .where('courseId', '=', courseId)
    .where('status', '!=', 'gone')
    .where('lastSeenAt', '<', readAt)
    .where('subject', '>', after)
    .orderBy('subject')
    .limit(limit)
    .execute();
  return rows.map(({ subject }) => subject);
}

export async function markRosterAsked(tx: Transaction, courseId: string, now: Date): Promise<void> {
  await tx.updateTable('courses').set({ rosterAskedAt: now }).where('id', '=', courseId).execute();
}

export async function recordRosterRead(
  tx: Transaction,
  courseId: string,
  read: { readAt: Date; wholeAt: Date | null; differencesUrl: string | null; isComplete: boolean },
): Promise<void> {
  const { readAt, wholeAt, differencesUrl, isComplete } = read;
  await tx
    .updateTable('courses')
    .set((course) => ({
      rosterReadAt: readAt,
      rosterWholeAt: wholeAt,
      rosterDifferencesUrl: differencesUrl,
      rosterProblem: isComplete ? null : 'incomplete',
      rosterProblemAt: isComplete
        ? null
        : course.fn.coalesce('rosterProblemAt', course.val(readAt)),
    }))
    .where('id', '=', courseId)
    .execute();
}

/** Notes what is the matter; since when there has been trouble, of this or another kind, is kept. */
export async function recordRosterProblem(
  tx: Transaction,
  courseId: string,
  problem: RosterProblem,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('courses')
    .set((course) => ({
      rosterProblem: problem,
      rosterProblemAt: course.fn.coalesce('rosterProblemAt', course.val(now)),
    }))
    .where('id', '=', courseId)
    .execute();
}

/** At the door: every organization there is, in pages. */
export async function organizationIds(
  tx: Transaction,
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('organizations')
    .select('id')
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** The courses in use whose roster was not read lately, in pages. */
export async function coursesToRead(
  tx: Transaction,
  since: { launchedSince: Date; readBefore: Date },
  { after, limit }: { after: string | null; limit: number },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('courses')
    .select('id')
    .where('rosterUrl', 'is not', null)
    .where('launchedAt', '>', since.launchedSince)
    .where((eb) =>
      eb.or([eb('rosterReadAt', 'is', null), eb('rosterReadAt', '<', since.readBefore)]),
    )
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}
