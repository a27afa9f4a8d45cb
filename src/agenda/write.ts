import { z } from 'zod';
import { recordBy } from '../activity/index.ts';
import type { Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import type { AgendaState } from './agenda.ts';
import {
  addToVotes,
  deleteVote,
  insertItem,
  insertVote,
  isOnAgenda,
  updateState,
} from './store.ts';

/** @throws NotFound when there is no such issue in this community */
async function itemFor(tx: Transaction, { community }: Member, id: unknown): Promise<string> {
  const itemId = z.uuid().safeParse(id).data;
  if (!itemId || !(await isOnAgenda(tx, community.id, itemId)))
    throw new NotFound('No such issue here');
  return itemId;
}

/** Raises an issue; whoever raises it is the first to vote for it. */
export async function raise(tx: Transaction, member: Member, title: string): Promise<void> {
  const { community, personId } = member;
  const { organizationId } = community;
  const item = { organizationId, communityId: community.id, title, raisedBy: personId };
  const itemId = await insertItem(tx, item);
  await insertVote(tx, { organizationId, itemId, personId });
  await addToVotes(tx, itemId, 1);
  await recordBy(tx, member, { verb: 'raised', objectKind: 'agenda item', objectId: itemId });
}

/** Gives a vote or takes it back; doing either twice changes nothing. @throws NotFound */
export async function vote(
  tx: Transaction,
  member: Member,
  id: unknown,
  wish: 'give' | 'take back',
): Promise<void> {
  const itemId = await itemFor(tx, member, id);
  const { organizationId } = member.community;
  const { personId } = member;
  const isChanged =
    wish === 'give'
      ? await insertVote(tx, { organizationId, itemId, personId })
      : await deleteVote(tx, { itemId, personId });
  if (!isChanged) return;
  await addToVotes(tx, itemId, wish === 'give' ? 1 : -1);
  const verb = wish === 'give' ? 'voted' : 'took back a vote';
  await recordBy(tx, member, { verb, objectKind: 'agenda item', objectId: itemId });
}

const verbs = { raised: 'reopened', exploring: 'explored', settled: 'settled' } as const;

/** Says how far an issue has come. @throws NotFound */
export async function moveOn(
  tx: Transaction,
  facilitator: Member,
  id: unknown,
  state: AgendaState,
): Promise<void> {
  const itemId = await itemFor(tx, facilitator, id);
  if (!(await updateState(tx, itemId, state))) return;
  const deed = { verb: verbs[state], objectKind: 'agenda item', objectId: itemId } as const;
  await recordBy(tx, facilitator, deed);
}
