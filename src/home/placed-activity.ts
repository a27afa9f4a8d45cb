import { z } from 'zod';
import { findHomeCommunityId } from '../communities/index.ts';
import { canSetUp, coursePaths, noteCopyOrigin } from '../courses/index.ts';
import type { Transaction } from '../db/index.ts';
import type { Launch } from '../lti/index.ts';
import type { Session } from '../sessions/index.ts';
import { findPlaced } from './placeables.ts';
import { courseIn, targetIn } from './target.ts';

const Id = z.uuid();

/**
 * Whether the activity came here with a copied course that belongs nowhere yet. Its instructor is asked;
 * what the activity names does not decide for them.
 */
async function isUnsettledCopy(
  tx: Transaction,
  custom: Record<string, string>,
  courseId: string,
): Promise<boolean> {
  const copiedFrom = Id.safeParse(courseIn(custom)).data;
  if (!copiedFrom || copiedFrom === courseId) return false;
  if (await findHomeCommunityId(tx, courseId)) return false;
  await noteCopyOrigin(tx, { courseId, copiedFrom });
  return true;
}

/** What an opened activity leads to: what was placed, or else the course's own door. */
export async function placedPath(
  tx: Transaction,
  { custom, role }: Launch,
  session: Session,
): Promise<string> {
  const { courseId } = session;
  const door = courseId ? coursePaths.door(courseId) : '/';
  const isUnsettled = courseId !== null && (await isUnsettledCopy(tx, custom, courseId));
  if (isUnsettled && canSetUp(role)) return door;
  const target = targetIn(custom);
  if (!target) return door;
  const found = await findPlaced(tx, session, target);
  return found?.path ?? `${door}?missing`;
}
