import type { Request } from 'express';
import { z } from 'zod';
import { memberOf, readerOf, type Member, type Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import type { PersonalSession, Session } from '../sessions/index.ts';
import { maySeeCollection, type Collection } from './collection.ts';
import { findCollection } from './collection-store.ts';

/** The collection of this id. @throws NotFound when there is none here, or it is not theirs to see */
export async function collectionFor(
  tx: Transaction,
  reader: Reader,
  collectionId: unknown,
): Promise<Collection> {
  const id = z.uuid().safeParse(collectionId).data;
  const collection = id && (await findCollection(tx, id));
  if (!collection || collection.communityId !== reader.community.id)
    throw new NotFound('No such collection here');
  if (!maySeeCollection(collection, reader)) throw new NotFound('Not theirs to see');
  return collection;
}

/** A collection, and who reads it. @throws NotFound */
export async function readerAtCollection(
  tx: Transaction,
  session: Session,
  params: Request['params'],
): Promise<{ reader: Reader; collection: Collection }> {
  const reader = await readerOf(tx, session, params['communityId']);
  return { reader, collection: await collectionFor(tx, reader, params['collectionId']) };
}

/** A collection, and the member who does something to it. */
export interface AtCollection {
  member: Member;
  collection: Collection;
}

/** @throws NotFound | Forbidden when they only read */
export async function memberAtCollection(
  tx: Transaction,
  session: PersonalSession,
  params: Request['params'],
): Promise<AtCollection> {
  const member = await memberOf(tx, session, params['communityId']);
  return { member, collection: await collectionFor(tx, member, params['collectionId']) };
}
