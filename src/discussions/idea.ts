import { recordBy } from '../activity/index.ts';
import { may } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Forbidden, Invalid } from '../errors.ts';
import type { StepForm, WishForm } from './forms.ts';
import { countVotes, deleteVote, insertStep, insertVote } from './idea-store.ts';
import type { AtThread } from './place.ts';
import { lockThread } from './thread-store.ts';

function onlyIdeas({ thread }: AtThread): void {
  if (thread.kind !== 'idea') throw new Invalid('It is no idea');
}

/** Gives an idea one's vote, or takes it back. @throws Invalid of anything but an idea */
export async function vote(tx: Transaction, place: AtThread, { wish }: WishForm): Promise<void> {
  onlyIdeas(place);
  const { member, thread } = place;
  const { organizationId } = member.community;
  const key = { organizationId, threadId: thread.id, personId: member.personId };
  await lockThread(tx, thread.id);
  if (wish === 'give') await insertVote(tx, key);
  else await deleteVote(tx, key);
  await countVotes(tx, thread.id);
}

/** Tells how far an idea has come, and why. @throws Forbidden for those who do not lead | Invalid */
export async function takeStep(
  tx: Transaction,
  place: AtThread,
  { state, reason }: StepForm,
): Promise<void> {
  onlyIdeas(place);
  const { member, thread } = place;
  if (!may(member.role, 'moderate')) throw new Forbidden('Not theirs to decide');
  const { organizationId } = member.community;
  const { personId } = member;
  await lockThread(tx, thread.id);
  await insertStep(tx, { organizationId, threadId: thread.id, state, reason, personId });
  await recordBy(tx, member, { verb: 'moved on', objectKind: 'thread', objectId: thread.id });
}
