import { Invalid } from '../../errors.ts';
import { beneath, type Gradebook, gradeScope, grantedScope } from './gradebook.ts';
import { roundedPoints } from './line-item.ts';
import type { ServicePlatform } from './service-token.ts';
import type { Services } from './services.ts';

export interface Score {
  lineItemUrl: string;
  /** `sub` of the person's launches. */
  userId: string;
  /** Left out, or with another progress than FullyGraded, it may clear the grade that is there. */
  scoreGiven?: number;
  scoreMaximum?: number;
  comment?: string;
  /** When it was earned; now, if left out. */
  timestamp?: Date;
  activityProgress: 'Initialized' | 'Started' | 'InProgress' | 'Submitted' | 'Completed';
  gradingProgress: 'FullyGraded' | 'Pending' | 'PendingManual' | 'Failed' | 'NotReady';
}

const scoreType = 'application/vnd.ims.lis.v1.score+json';

/**
 * Puts one person's score into a line item, dated later (in whole seconds) than the last one sent for them.
 *
 * @throws Forbidden without the scope; Invalid for points that make no sense, or a person the platform does
 *   not grade; Conflict when the platform holds a score as late as this one, which after a broken
 *   connection may be this very score; NotFound when the line item is gone; PlatformUnreachable
 * @see [AGS 2.0, Score publish service](https://www.imsglobal.org/spec/lti-ags/v2p0/)
 */
export async function postScore(
  services: Services,
  platform: ServicePlatform,
  gradebook: Gradebook,
  score: Score,
): Promise<void> {
  const scope = grantedScope(gradebook, gradeScope.score);
  const { lineItemUrl, userId, comment, activityProgress, gradingProgress } = score;
  const points = pointsOf(score);
  const timestamp = services.scoreMoments(lineItemUrl, userId, score.timestamp);
  const body = { userId, ...points, comment, timestamp, activityProgress, gradingProgress };
  await services.call(platform, scope, beneath(lineItemUrl, 'scores'), {
    method: 'POST',
    accept: scoreType,
    headers: { 'content-type': scoreType },
    body: JSON.stringify(body),
    // Its timestamp makes it the same score however often it comes.
    idempotent: true,
  });
}

function pointsOf({ scoreGiven, scoreMaximum }: Score) {
  if (scoreGiven === undefined) return {};
  if (!Number.isFinite(scoreGiven) || scoreGiven < 0) {
    throw new Invalid('A score is a number, and not below zero');
  }
  if (scoreMaximum === undefined || !Number.isFinite(scoreMaximum) || scoreMaximum <= 0) {
    throw new Invalid('A score needs a maximum above zero');
  }
  return { scoreGiven: roundedPoints(scoreGiven), scoreMaximum: roundedPoints(scoreMaximum) };
}
