import { record, type Deed } from '../activity/index.ts';
import type { Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Conflict, Forbidden, NotFound } from '../errors.ts';
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
  updateCollectionStanding,
  writeOrder,
  type CollectionWords,
} from './collection-store.ts';
import type { CollectionForm } from './collection-forms.ts';
import type { Standing } from './resource.ts';
import { shownTitles } from './store.ts';

function note(
  tx: Transaction,
  { community, personId }: Member,
  verb: Deed['verb'],
  objectId: string,
): Promise<void> {
  const { organizationId, id: communityId } = community;
  const deed = { organizationId, communityId, personId, verb, objectId };
  return record(tx, { ...deed, objectKind: 'collection' });
}

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
  await note(tx, member, 'collected', id);
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
  await updateCollection(tx, place.collection.id, wordsOf(form));
  await note(tx, place.member, 'edited', place.collection.id);
}

/** Withdraws it, or shows it again; doing either twice changes nothing. @throws Forbidden */
export async function standCollection(
  tx: Transaction,
  { member, collection }: AtCollection,
  standing: Standing,
): Promise<void> {
  if (!mayStandCollection(collection, member))
    throw new Forbidden('Not theirs to withdraw or show');
  const stood = { standing, stoodBy: member.personId };
  if (await updateCollectionStanding(tx, collection.id, stood))
    await note(tx, member, standing === 'shown' ? 'restored' : 'withdrew', collection.id);
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
  await note(tx, member, 'arranged', collection.id);
}
