import { recordBy } from '../activity/index.ts';
import type { Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Conflict, Forbidden, NotFound } from '../errors.ts';
import { withdrawOrShow, type Standing } from '../standing/index.ts';
import { renderMarkdown, rendererVersion } from '../web/index.ts';
import {
  arranged,
  mayArrange,
  mayStandCollection,
  mostItems,
  type Arrangement,
  type Collection,
} from './collection.ts';
import type { AtCollection } from './collection-place.ts';
import {
  insertCollection,
  lockOrder,
  updateCollection,
  writeOrder,
  type CollectionWords,
} from './collection-store.ts';
import type { CollectionForm } from './collection-forms.ts';
import { shownTitles } from './store.ts';

function wordsOf({ title, about }: Pick<CollectionForm, 'title' | 'about'>): CollectionWords {
  return { title, aboutSource: about, aboutHtml: renderMarkdown(about), rendererVersion };
}

/** Begins a collection. @returns its id */
export async function collect(
  tx: Transaction,
  member: Member,
  form: CollectionForm,
): Promise<string> {
  const { organizationId, id: communityId } = member.community;
  const owned = { organizationId, communityId, madeBy: member.personId };
  const id = await insertCollection(tx, { ...owned, ...wordsOf(form) });
  await recordBy(tx, member, { verb: 'collected', objectKind: 'collection', objectId: id });
  return id;
}

/** @throws Forbidden when it is not theirs to arrange */
export function checkMayArrange({ member, collection }: AtCollection): void {
  if (!mayArrange(collection, member)) throw new Forbidden('Not theirs to arrange');
}

/** Changes what it is called and what is said of it. @throws Forbidden */
export async function editCollection(
  tx: Transaction,
  place: AtCollection,
  form: Pick<CollectionForm, 'title' | 'about'>,
): Promise<void> {
  checkMayArrange(place);
  const { id } = place.collection;
  await updateCollection(tx, id, wordsOf(form));
  await recordBy(tx, place.member, { verb: 'edited', objectKind: 'collection', objectId: id });
}

/** Withdraws it, or shows it again; doing either twice changes nothing. @throws Forbidden */
export async function standCollection(
  tx: Transaction,
  { member, collection }: AtCollection,
  standing: Standing,
): Promise<void> {
  if (!mayStandCollection(collection, member))
    throw new Forbidden('Not theirs to withdraw or show');
  await withdrawOrShow(tx, member, { kind: 'collection', id: collection.id }, standing);
}

/** @throws NotFound where it is none of those that everybody sees here | Conflict where there is no room */
async function checkMayAdd(
  tx: Transaction,
  { communityId }: Collection,
  { resource, ids }: { resource: string; ids: readonly string[] },
): Promise<void> {
  if (!(await shownTitles(tx, communityId, [resource])).has(resource))
    throw new NotFound('No such resource here');
  if (ids.length >= mostItems && !ids.includes(resource)) throw new Conflict('It is full');
}

/**
 * Puts a resource into a collection, elsewhere in it, or out of it; what changes nothing is not told.
 *
 * @throws Forbidden | NotFound | Conflict
 */
export async function arrange(
  tx: Transaction,
  place: AtCollection,
  wish: Arrangement,
): Promise<void> {
  checkMayArrange(place);
  const { member, collection } = place;
  const ids = await lockOrder(tx, collection.id);
  if (wish.act === 'add') await checkMayAdd(tx, collection, { resource: wish.resource, ids });
  const order = arranged(ids, wish);
  if (order.length === ids.length && order.every((id, index) => id === ids[index])) return;
  await writeOrder(tx, collection, order);
  const deed = { verb: 'arranged', objectKind: 'collection', objectId: collection.id } as const;
  await recordBy(tx, member, deed);
}
