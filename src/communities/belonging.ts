import { z } from 'zod';
import type { Transaction } from '../db/index.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { isPersonal, type PersonalSession, type Session } from '../sessions/index.ts';
import type { Community, Member, Reader } from './community.ts';
import { isMapped } from './mapping-store.ts';
import { findMembership } from './membership-store.ts';
import { may, type Position, type Power } from './powers.ts';
import { findCommunity } from './store.ts';

function idOf(communityId: unknown): string {
  const id = z.uuid().safeParse(communityId).data;
  if (!id) throw new NotFound('No such community');
  return id;
}

/** The community of this id, whoever asks. @throws NotFound when there is none, or the id is no id */
export async function communityOf(tx: Transaction, communityId: unknown): Promise<Community> {
  const community = await findCommunity(tx, idOf(communityId));
  if (!community) throw new NotFound('No such community');
  return community;
}

/** What lets somebody read: a person's membership, or for a visitor the course they came through. */
async function findClaim(tx: Transaction, session: Session, communityId: string) {
  const { personId, courseId } = session;
  if (personId !== null) {
    return { membership: await findMembership(tx, communityId, personId), isMapped: false };
  }
  const mapped = courseId !== null && (await isMapped(tx, communityId, courseId));
  return { membership: undefined, isMapped: mapped };
}

/** Whoever may read it, or null where a page may still show its public face. @throws NotFound */
export async function findReader(
  tx: Transaction,
  session: Session,
  communityId: unknown,
): Promise<{ community: Community; reader: Reader | null }> {
  const id = idOf(communityId);
  const [community, { membership, isMapped }] = await Promise.all([
    communityOf(tx, id),
    findClaim(tx, session, id),
  ]);
  const { personId } = session;
  if (membership) {
    return { community, reader: { community, personId, role: membership.role, membership } };
  }
  const mayVisit = isPersonal(session) ? community.reading === 'organization' : isMapped;
  if (!mayVisit) return { community, reader: null };
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

/** Whoever belongs by this id, where no visit says who looks. @throws NotFound when they do not belong */
export async function memberCalled(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
): Promise<Member> {
  const community = await communityOf(tx, communityId);
  const membership = await findMembership(tx, communityId, personId);
  if (!membership) throw new NotFound('They do not belong');
  return { community, personId, role: membership.role, membership };
}

/** Somebody who has this power at this moment, though they are not there to ask for it; or nobody. */
export async function findMemberWhoMay(
  tx: Transaction,
  { personId, communityId, power }: { personId: string; communityId: string; power: Power },
): Promise<Member | null> {
  const community = await communityOf(tx, communityId);
  const membership = await findMembership(tx, communityId, personId);
  if (!membership) return null;
  const reader = { community, personId, role: membership.role, membership };
  return may(positionOf(reader), power) ? reader : null;
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
