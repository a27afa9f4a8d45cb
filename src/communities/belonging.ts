import { z } from 'zod';
import type { Transaction } from '../db/index.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { isPersonal, type PersonalSession, type Session } from '../sessions/index.ts';
import type { Community, Member, Reader } from './community.ts';
import { isMapped } from './mapping-store.ts';
import { findMembership } from './membership-store.ts';
import { may, type Position, type Power } from './powers.ts';
import { findCommunity } from './store.ts';

/** The community of this id, whoever asks. @throws NotFound when there is none, or the id is no id */
export async function communityOf(tx: Transaction, communityId: unknown): Promise<Community> {
  const id = z.uuid().safeParse(communityId).data;
  const community = id && (await findCommunity(tx, id));
  if (!community) throw new NotFound('No such community');
  return community;
}

/** A visitor reads what the course's door or the community's own choice lets them read. */
async function mayVisit(tx: Transaction, session: Session, community: Community): Promise<boolean> {
  if (isPersonal(session)) return community.reading === 'organization';
  return session.courseId !== null && (await isMapped(tx, community.id, session.courseId));
}

/** Whoever may read it, or null where a page may still show its public face. @throws NotFound */
export async function findReader(
  tx: Transaction,
  session: Session,
  communityId: unknown,
): Promise<{ community: Community; reader: Reader | null }> {
  const community = await communityOf(tx, communityId);
  const { personId } = session;
  const membership =
    personId === null ? undefined : await findMembership(tx, community.id, personId);
  if (membership) {
    return { community, reader: { community, personId, role: membership.role, membership } };
  }
  if (!(await mayVisit(tx, session, community))) return { community, reader: null };
  return { community, reader: { community, personId, role: 'visitor', membership: null } };
}

/** @throws NotFound when there is no such community, or it is not theirs to read */
export async function readerOf(
  tx: Transaction,
  session: Session,
  communityId: unknown,
): Promise<Reader> {
  const { reader } = await findReader(tx, session, communityId);
  if (!reader) throw new NotFound('No such community of theirs');
  return reader;
}

/** How a reader stands to the community they read. */
function positionOf({ role, membership }: Reader): Position {
  return membership?.level === 'observer' && role === 'member' ? 'observer' : role;
}

/**
 * Somebody who belongs, and has this power.
 *
 * @throws NotFound when they may not read it | Forbidden when it is not theirs to do
 */
export async function memberWhoMay(
  tx: Transaction,
  session: PersonalSession,
  { power, communityId }: { power: Power; communityId: unknown },
): Promise<Member> {
  const reader = await readerOf(tx, session, communityId);
  const { community, role, membership } = reader;
  if (role === 'visitor' || !membership || !may(positionOf(reader), power)) {
    throw new Forbidden(`Not theirs to do: ${power}`);
  }
  return { community, personId: session.personId, role, membership };
}

/** @throws NotFound when they may not read it | Forbidden when they only read */
export function memberOf(
  tx: Transaction,
  session: PersonalSession,
  communityId: unknown,
): Promise<Member> {
  return memberWhoMay(tx, session, { power: 'takePart', communityId });
}

/** @throws NotFound | Forbidden when they do not lead it */
export function facilitatorOf(
  tx: Transaction,
  session: PersonalSession,
  communityId: unknown,
): Promise<Member> {
  return memberWhoMay(tx, session, { power: 'lead', communityId });
}
