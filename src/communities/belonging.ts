import { z } from 'zod';
import type { Transaction } from '../db/index.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { isPersonal, type PersonalSession, type Session } from '../sessions/index.ts';
import type { Member, Reader } from './community.ts';
import { findCommunity, findMembership, isMapped } from './store.ts';

async function roleIn(
  tx: Transaction,
  session: Session,
  communityId: string,
): Promise<Reader['role'] | undefined> {
  if (isPersonal(session)) return (await findMembership(tx, communityId, session.personId))?.role;
  const isThere = session.courseId !== null && (await isMapped(tx, communityId, session.courseId));
  return isThere ? 'visitor' : undefined;
}

/** @throws NotFound when there is no such community, or it is not theirs to read */
export async function readerOf(
  tx: Transaction,
  session: Session,
  communityId: unknown,
): Promise<Reader> {
  const id = z.uuid().safeParse(communityId).data;
  const community = id && (await findCommunity(tx, id));
  const role = community && (await roleIn(tx, session, community.id));
  if (!community || !role) throw new NotFound('No such community of theirs');
  return { community, personId: session.personId, role };
}

/** @throws NotFound when they do not belong to it */
export async function memberOf(
  tx: Transaction,
  session: PersonalSession,
  communityId: unknown,
): Promise<Member> {
  const { community, role } = await readerOf(tx, session, communityId);
  if (role === 'visitor') throw new Forbidden('A visitor only reads');
  return { community, personId: session.personId, role };
}
