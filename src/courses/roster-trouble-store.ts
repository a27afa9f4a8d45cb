import type { NotNull } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** A course whose roster could not be read, or not wholly, and since when. */
export interface RosterTrouble {
  courseId: string;
  courseTitle: string | null;
  courseLabel: string | null;
  platformName: string;
  problem: string;
  since: Date;
  /** When it was read last; null when it never was. */
  readAt: Date | null;
}

/** The courses in use whose roster is in trouble, the latest trouble first. */
export function rostersInTrouble(
  tx: Transaction,
  { launchedSince, limit }: { launchedSince: Date; limit: number },
): Promise<RosterTrouble[]> {
  return tx
    .selectFrom('courses')
    .innerJoin('deployments', 'deployments.id', 'courses.deploymentId')
    .innerJoin('platforms', 'platforms.id', 'deployments.platformId')
    .select([
      'courses.id as courseId',
      'courses.title as courseTitle',
      'courses.label as courseLabel',
      'platforms.name as platformName',
      'courses.rosterProblem as problem',
      'courses.rosterProblemAt as since',
      'courses.rosterReadAt as readAt',
    ])
    .where('courses.rosterUrl', 'is not', null)
    .where('courses.rosterProblem', 'is not', null)
    .where('courses.launchedAt', '>', launchedSince)
    .$narrowType<{ problem: NotNull; since: NotNull }>()
    .orderBy('courses.rosterProblemAt', 'desc')
    .orderBy('courses.id')
    .limit(limit)
    .execute();
}
