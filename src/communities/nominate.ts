import type { Transaction } from '../db/index.ts';
import { Conflict, Forbidden, NotFound } from '../errors.ts';
import type { Member } from './community.ts';
import type { RecordDeed } from './deed.ts';
import { facilitatorsOf, findMembership } from './membership-store.ts';
import {
  findNomination,
  insertNomination,
  updateConfirmation,
  updateNomination,
} from './nomination-store.ts';
import { isAgreed, isOpen, needsConfirmation, type Nomination } from './nomination.ts';
import { takeTurns } from './store.ts';
import { takeOffice } from './take-office.ts';

/** On which day, and into whose record. */
interface Moment {
  /** YYYY-MM-DD */
  today: string;
  record: RecordDeed;
}

/** When somebody is to lead, and whether in the place of whoever asks. */
interface Wish {
  personId: string;
  startsOn: string;
  endsOn: string | null;
  takesOver: boolean;
}

const deedOf = ({ organizationId, communityId, id }: Nomination, personId: string) =>
  ({ organizationId, communityId, personId, objectKind: 'nomination', objectId: id }) as const;

/**
 * Asks a member to help lead.
 *
 * @throws Conflict when they do not belong any more, lead already or are asked already
 */
export async function nominate(
  tx: Transaction,
  facilitator: Member,
  { personId, startsOn, endsOn, takesOver }: Wish,
  record: RecordDeed,
): Promise<void> {
  const { organizationId, id: communityId } = facilitator.community;
  const membership = await findMembership(tx, communityId, personId);
  if (membership?.role !== 'member') throw new Conflict('Only a member is asked to lead');
  const who = { organizationId, communityId, personId };
  const id = await insertNomination(tx, {
    ...who,
    nominatedBy: facilitator.personId,
    startsOn,
    endsOn,
    succeeds: takesOver ? facilitator.personId : null,
  });
  if (id === null) throw new Conflict('They are asked already');
  const deed = { ...who, personId: facilitator.personId, objectId: id };
  await record(tx, { ...deed, verb: 'named', objectKind: 'nomination' });
}

/** The nomination, while nobody else changes who leads its community. */
async function nominationOf(tx: Transaction, communityId: string, id: string): Promise<Nomination> {
  await takeTurns(tx, communityId);
  const nomination = await findNomination(tx, { communityId, id });
  if (!nomination) throw new NotFound('No such nomination here');
  return nomination;
}

/** Takes the asking back; what took effect stays. */
export async function withdraw(
  tx: Transaction,
  facilitator: Member,
  nominationId: string,
  record: RecordDeed,
): Promise<void> {
  const nomination = await nominationOf(tx, facilitator.community.id, nominationId);
  if (!isOpen(nomination)) return;
  await updateNomination(tx, nomination.id, 'withdrawn');
  await record(tx, { ...deedOf(nomination, facilitator.personId), verb: 'withdrew' });
}

/** Yes: for the administrator to confirm where it makes a third facilitator, and otherwise only for its day to come. */
async function accept(tx: Transaction, nomination: Nomination, { today, record }: Moment) {
  const facilitators = await facilitatorsOf(tx, nomination.communityId);
  const state = needsConfirmation(nomination, facilitators) ? 'accepted' : 'confirmed';
  await updateNomination(tx, nomination.id, state);
  await record(tx, { ...deedOf(nomination, nomination.personId), verb: 'accepted' });
  if (state === 'confirmed' && nomination.startsOn <= today) {
    await takeOffice(tx, { ...nomination, state }, record);
  }
}

/**
 * The person asked says yes or no; no also takes back a yes that has not taken effect.
 *
 * @throws NotFound | Forbidden when somebody else is asked
 * @throws Conflict when it came to nothing meanwhile
 */
export async function answerNomination(
  tx: Transaction,
  member: Member,
  { nominationId, answer }: { nominationId: string; answer: 'yes' | 'no' },
  moment: Moment,
): Promise<void> {
  const nomination = await nominationOf(tx, member.community.id, nominationId);
  if (nomination.personId !== member.personId) throw new Forbidden('Somebody else is asked');
  const isPast = nomination.endsOn !== null && nomination.endsOn < moment.today;
  if (answer === 'yes' && isAgreed(nomination)) return;
  if (!isOpen(nomination) || (answer === 'yes' && isPast)) {
    throw new Conflict('The nomination came to nothing meanwhile');
  }
  if (answer === 'yes') return accept(tx, nomination, moment);
  await updateNomination(tx, nomination.id, 'declined');
  await moment.record(tx, { ...deedOf(nomination, member.personId), verb: 'declined' });
}

/**
 * The administrator's word on a third facilitator.
 *
 * @throws NotFound when there is no such nomination | Conflict when it does not wait for them
 */
export async function confirmNomination(
  tx: Transaction,
  administratorId: string,
  { communityId, nominationId, answer }: Confirmation,
  { today, record }: Moment,
): Promise<void> {
  const nomination = await nominationOf(tx, communityId, nominationId);
  const state = answer === 'yes' ? 'confirmed' : 'refused';
  if (nomination.state === state && nomination.confirmedBy !== null) return;
  if (nomination.state !== 'accepted') throw new Conflict('It does not wait to be confirmed');
  await updateConfirmation(tx, nominationId, { state, confirmedBy: administratorId });
  await record(tx, { ...deedOf(nomination, administratorId), verb: state });
  if (state === 'confirmed' && nomination.startsOn <= today) {
    await takeOffice(tx, { ...nomination, state, confirmedBy: administratorId }, record);
  }
}

interface Confirmation {
  communityId: string;
  nominationId: string;
  answer: 'yes' | 'no';
}
