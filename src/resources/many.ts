import { z } from 'zod';
import { recordBy } from '../activity/index.ts';
import { topicsOf, type Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Invalid, NotFound } from '../errors.ts';
import { withdrawOrShow } from '../standing/index.ts';
import { findChange, insertChange, lockResources, markUndone } from './change-store.ts';
import type { ManyForm } from './forms.ts';
import { updateTopic } from './store.ts';

const standingAfter = { withdraw: 'withdrawn', restore: 'shown' } as const;

/** Which of them a change would change, with the topics they have. */
export async function changing(
  tx: Transaction,
  { community }: Member,
  { act, topic, ids }: ManyForm,
): Promise<{ id: string; title: string; topicId: string | null }[]> {
  const found = await lockResources(tx, community.id, ids);
  return act === 'topic'
    ? found.filter(({ topicId }) => topicId !== topic)
    : found.filter(({ standing }) => standing !== standingAfter[act]);
}

async function change(
  tx: Transaction,
  member: Member,
  { act, id, topicId }: { act: ManyForm['act']; id: string; topicId: string | null },
): Promise<void> {
  if (act === 'topic') {
    await updateTopic(tx, id, topicId);
    await recordBy(tx, member, { verb: 'edited', objectKind: 'resource', objectId: id });
  } else await withdrawOrShow(tx, member, { kind: 'resource', id }, standingAfter[act]);
}

/** Does one thing to several resources, and keeps how to undo it. @returns the change's id @throws Invalid */
export async function changeMany(tx: Transaction, member: Member, wish: ManyForm): Promise<string> {
  const { organizationId, id: communityId } = member.community;
  const { act, topic: topicId } = wish;
  const topics = act === 'topic' && topicId ? await topicsOf(tx, communityId) : [];
  if (act === 'topic' && topicId && !topics.some(({ id }) => id === topicId))
    throw new Invalid('No such topic here');
  const changed = await changing(tx, member, wish);
  for (const { id } of changed) await change(tx, member, { act, id, topicId });
  const before = Object.fromEntries(changed.map(({ id, topicId: had }) => [id, had]));
  const madeBy = member.personId;
  return insertChange(tx, { organizationId, communityId, madeBy, act, topicId, before });
}

/** The change of this address. @throws NotFound */
export async function changeFor(tx: Transaction, { community }: Member, changeId: unknown) {
  const id = z.uuid().safeParse(changeId).data;
  const found = id && (await findChange(tx, community.id, id));
  if (!found) throw new NotFound('No such change here');
  return found;
}

const opposite = { withdraw: 'restore', restore: 'withdraw', topic: 'topic' } as const;

/** Takes a change back, once: whatever was changed otherwise meanwhile stays so. @throws NotFound */
export async function undoChange(
  tx: Transaction,
  member: Member,
  changeId: unknown,
): Promise<void> {
  const { id: foundId, act, topicId, before } = await changeFor(tx, member, changeId);
  if (!(await markUndone(tx, foundId))) return;
  const found = await lockResources(tx, member.community.id, Object.keys(before));
  for (const resource of found) {
    const isAsItWasLeft =
      act === 'topic' ? resource.topicId === topicId : resource.standing === standingAfter[act];
    const had = before[resource.id] ?? null;
    if (isAsItWasLeft)
      await change(tx, member, { act: opposite[act], id: resource.id, topicId: had });
  }
}
