import { recordBy } from '../activity/index.ts';
import { may } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Forbidden } from '../errors.ts';
import type { AtResource } from './place.ts';
import { updateReview } from './store.ts';

/** Says that a facilitator looked it over just now, or takes that back. @throws Forbidden for anybody else */
export async function review(
  tx: Transaction,
  { member, resource }: AtResource,
  wish: 'give' | 'take back',
): Promise<void> {
  if (!may(member.role, 'moderate')) throw new Forbidden('Facilitators look over resources');
  const isGiven = wish === 'give';
  await updateReview(tx, resource.id, isGiven ? member.personId : null);
  await recordBy(tx, member, {
    verb: isGiven ? 'looked over' : 'took back a review',
    objectKind: 'resource',
    objectId: resource.id,
  });
}
