import { recordBy } from '../activity/index.ts';
import { findMemberWhoMay, type Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { deleteOwner, insertOwner } from '../knowledge/index.ts';
import { articlesAlone } from './alone-store.ts';
import { insertHandover, undoHandover } from './handover-store.ts';
import type { HandOverForm } from './forms.ts';
import { stayingOf } from './leaver-store.ts';

const mostAtOnce = 500;

interface Gift {
  articleId: string;
  heirId: string;
}

function giftsOf(form: HandOverForm, articleIds: readonly string[]): Gift[] {
  if (form.wish === 'all')
    return articleIds.map((articleId) => ({ articleId, heirId: form.person }));
  return form.heirs.flatMap(({ articleId, heirId }) =>
    heirId !== null && articleIds.includes(articleId) ? [{ articleId, heirId }] : [],
  );
}

/** Those whom something can be given: who may take part, and stay. */
export async function possibleHeirs(
  tx: Transaction,
  communityId: string,
  personIds: readonly string[],
): Promise<Set<string>> {
  const staying = await stayingOf(tx, communityId, [...new Set(personIds)]);
  const members = await Promise.all(
    [...staying].map((personId) =>
      findMemberWhoMay(tx, { personId, communityId, power: 'takePart' }),
    ),
  );
  return new Set(members.flatMap((member) => (member ? [member.personId] : [])));
}

/**
 * Gives articles that rest on somebody alone to others, who look after them from now on; whoever did is still named.
 * What meanwhile rests on them no more, and whom nothing can be given, is passed over.
 *
 * @returns how many were given
 */
export async function handOver(
  tx: Transaction,
  facilitator: Member,
  { personId, form }: { personId: string; form: HandOverForm },
): Promise<number> {
  const { organizationId, id: communityId } = facilitator.community;
  const alone = await articlesAlone(tx, { communityId, personId }, mostAtOnce);
  const gifts = giftsOf(
    form,
    alone.map(({ id }) => id),
  );
  const heirs = await possibleHeirs(
    tx,
    communityId,
    gifts.map(({ heirId }) => heirId),
  );
  const given: Gift[] = [];
  for (const gift of gifts) {
    const { articleId, heirId } = gift;
    if (heirId === personId || !heirs.has(heirId)) continue;
    if (!(await insertOwner(tx, { organizationId, articleId, personId: heirId }))) continue;
    await recordBy(tx, facilitator, {
      verb: 'handed over',
      objectKind: 'article',
      objectId: articleId,
    });
    given.push(gift);
  }
  const handover = { organizationId, communityId, leftBy: personId };
  if (given.length > 0)
    await insertHandover(tx, { ...handover, givenBy: facilitator.personId }, given);
  return given.length;
}

/** Takes back what was given at one time: it rests on whom it did. */
export async function takeBack(
  tx: Transaction,
  facilitator: Member,
  { personId, handoverId }: { personId: string; handoverId: string },
): Promise<void> {
  const communityId = facilitator.community.id;
  const given = await undoHandover(tx, { communityId, personId, id: handoverId });
  for (const { articleId, heirId } of given) {
    await deleteOwner(tx, { articleId, personId: heirId });
    const deed = { objectKind: 'article', objectId: articleId } as const;
    await recordBy(tx, facilitator, { ...deed, verb: 'withdrew' });
  }
}
