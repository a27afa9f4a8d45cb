import type { Request } from 'express';
import { z } from 'zod';
import { memberOf, readerOf, type Member, type Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import type { PersonalSession, Session } from '../sessions/index.ts';
import { maySee, type Resource } from './resource.ts';
import { findResource } from './store.ts';

/** The resource of this address. @throws NotFound when there is none here, or it is not theirs to see */
async function resourceFor(
  tx: Transaction,
  reader: Reader,
  { resourceId }: Request['params'],
): Promise<Resource> {
  const id = z.uuid().safeParse(resourceId).data;
  const resource = id && (await findResource(tx, id, reader.personId));
  if (!resource || resource.communityId !== reader.community.id || !maySee(resource, reader))
    throw new NotFound('No such resource here');
  return resource;
}

/** A resource, and who reads it. @throws NotFound */
export async function readerAt(
  tx: Transaction,
  session: Session,
  params: Request['params'],
): Promise<{ reader: Reader; resource: Resource }> {
  const reader = await readerOf(tx, session, params['communityId']);
  return { reader, resource: await resourceFor(tx, reader, params) };
}

/** A resource, and the member who does something to it. */
export interface AtResource {
  member: Member;
  resource: Resource;
}

/** @throws NotFound | Forbidden when they only read */
export async function memberAt(
  tx: Transaction,
  session: PersonalSession,
  params: Request['params'],
): Promise<AtResource> {
  const member = await memberOf(tx, session, params['communityId']);
  return { member, resource: await resourceFor(tx, member, params) };
}
