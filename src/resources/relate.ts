import { recordBy, type Deed } from '../activity/index.ts';
import { takeTurns } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Forbidden, NotFound } from '../errors.ts';
import type { RelationForm } from './forms.ts';
import type { AtResource } from './place.ts';
import { leadsTo, relate, unrelate, updateReplacedBy } from './relation-store.ts';
import { looksAfter } from './resource.ts';
import { shownTitles } from './store.ts';
import { Refused } from './write.ts';

/** @throws Forbidden when it is not theirs to say what goes with it */
export function checkMayRelate({ member, resource }: AtResource): void {
  if (!looksAfter(resource, member)) throw new Forbidden('Not theirs to say what goes with it');
}

const note = (tx: Transaction, { member, resource }: AtResource, verb: Deed['verb']) =>
  recordBy(tx, member, { verb, objectKind: 'resource', objectId: resource.id });

/** @throws Refused where the newer one is itself replaced by this */
async function replace(tx: Transaction, place: AtResource, byId: string): Promise<boolean> {
  await takeTurns(tx, place.member.community.id);
  if (await leadsTo(tx, byId, place.resource.id)) throw new Refused({ other: ['relation.circle'] });
  return updateReplacedBy(tx, place.resource.id, byId);
}

/** @throws NotFound where the other is not shown here */
async function bind(tx: Transaction, place: AtResource, { as, other }: RelationForm) {
  const { member, resource } = place;
  const { community } = member;
  if (other === resource.id || !(await shownTitles(tx, community.id, [other])).has(other))
    throw new NotFound('No such other resource here');
  if (as === 'newer') return replace(tx, place, other);
  return relate(tx, community.organizationId, [resource.id, other]);
}

/**
 * Says that another replaces this one or belongs with it, or takes that back; doing either twice changes nothing.
 *
 * @throws Forbidden | NotFound | Refused
 */
export async function changeRelation(
  tx: Transaction,
  place: AtResource,
  form: RelationForm,
): Promise<void> {
  checkMayRelate(place);
  const { id } = place.resource;
  if (form.wish === 'give') {
    if (await bind(tx, place, form)) await note(tx, place, 'linked');
    return;
  }
  const isChanged =
    form.as === 'newer'
      ? await updateReplacedBy(tx, id, null)
      : await unrelate(tx, [id, form.other]);
  if (isChanged) await note(tx, place, 'unlinked');
}
