import { may, type Member, type Reader } from '../communities/index.ts';
import type { Reach } from '../reach/index.ts';
import { mayWithdrawOrShow, type Standing } from '../standing/index.ts';

/** Resources in an order that somebody gave them. */
export interface Collection {
  organizationId: string;
  id: string;
  communityId: string;
  title: string;
  aboutSource: string;
  aboutHtml: string;
  makerId: string;
  makerName: string | null;
  reach: Reach;
  standing: Standing;
  stoodBy: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** So many stand in one collection at most. */
export const mostItems = 200;

export function isMaker(
  { makerId }: Pick<Collection, 'makerId'>,
  { personId }: Pick<Reader, 'personId'>,
): boolean {
  return personId !== null && personId === makerId;
}

/** Whether it is theirs to arrange: whoever made it, and the facilitators. */
export function mayArrange(collection: Collection, reader: Reader): boolean {
  if (!may(reader.role, 'takePart')) return false;
  return may(reader.role, 'moderate') || isMaker(collection, reader);
}

/** Whether this reader may see it: what was withdrawn stays with its maker and the facilitators. */
export function maySeeCollection(collection: Collection, reader: Reader): boolean {
  return collection.standing === 'shown' || mayArrange(collection, reader);
}

/** Whether everybody in the organization may see it. */
export function isCollectionForEverybody({ reach, standing }: Collection): boolean {
  return reach === 'organization' && standing === 'shown';
}

/** Whether this member may withdraw it or show it again. */
export function mayStandCollection(collection: Collection, member: Member): boolean {
  return mayWithdrawOrShow(member, collection, isMaker(collection, member));
}

export const moves = ['up', 'down'] as const;

/** What is to be done with a resource in a collection: `place` puts it before another, or at the end. */
export type Arrangement =
  | { act: 'add' | 'remove' | (typeof moves)[number]; resource: string }
  | { act: 'place'; resource: string; before: string | null };

function swapped(ids: readonly string[], from: number, to: number): string[] {
  const order = [...ids];
  const [left, right] = [order[from], order[to]];
  if (left === undefined || right === undefined) return order;
  order[from] = right;
  order[to] = left;
  return order;
}

/** The order of a collection after something was done with one of its resources. */
export function arranged(ids: readonly string[], wish: Arrangement): string[] {
  const { resource } = wish;
  const at = ids.indexOf(resource);
  if (wish.act === 'add') return at < 0 ? [...ids, resource] : [...ids];
  if (at < 0) return [...ids];
  if (wish.act === 'up') return swapped(ids, at, at - 1);
  if (wish.act === 'down') return swapped(ids, at, at + 1);
  const rest = ids.filter((id) => id !== resource);
  if (wish.act !== 'place') return rest;
  const before = wish.before === null ? -1 : rest.indexOf(wish.before);
  const place = before < 0 ? rest.length : before;
  return [...rest.slice(0, place), resource, ...rest.slice(place)];
}
