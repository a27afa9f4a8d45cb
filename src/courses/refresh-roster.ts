import type { Database } from '../db/index.ts';
import { HouseError, PlatformUnreachable } from '../errors.ts';
import { courseRoleOf } from '../lti/index.ts';
import {
  readRoster,
  readRosterChanges,
  type Roster,
  type RosterMember,
  type Services,
} from '../lti/services/index.ts';
import {
  absentSubjects,
  findRosterSource,
  markDeparted,
  recordRosterRead,
  upsertPresent,
  type Reading,
  type RosterSource,
} from './roster-store.ts';

/** So many people are written in one transaction: whoever else wants the database waits for no more. */
const peopleAtOnce = 100;
/** How many people we ask the platform to put on a page. */
const pageSize = 100;
/** Even where the platform tells what changes, everybody is read again after so long. */
const wholeAgainMs = 7 * 86_400_000;

export interface RosterHouse {
  db: Database;
  services: Services;
  now: () => Date;
}

interface CourseId {
  organizationId: string;
  courseId: string;
}

/** What the platform told: everybody, or the changes since it was asked last. */
interface Told {
  roster: Roster;
  isWhole: boolean;
}

function canReadChanges({ differencesUrl, wholeAt }: RosterSource, now: Date): boolean {
  return (
    differencesUrl !== null && wholeAt !== null && now.getTime() - wholeAt.getTime() < wholeAgainMs
  );
}

/** The changes; null where the platform has none to tell, so that everybody is to be read. */
async function readChanges(
  { services, now }: RosterHouse,
  source: RosterSource,
  signal: AbortSignal,
): Promise<Told | null> {
  const { platform, rosterUrl, differencesUrl } = source;
  if (differencesUrl === null || !canReadChanges(source, now())) return null;
  try {
    const asked = { membershipsUrl: rosterUrl, differencesUrl, signal };
    const roster = await readRosterChanges(services, platform, asked);
    return roster && { roster, isWhole: false };
  } catch (cause) {
    // A refusal may mean that it does not remember so far back; a platform that is away would be so again.
    if (cause instanceof HouseError && !(cause instanceof PlatformUnreachable)) return null;
    throw cause;
  }
}

async function ask(house: RosterHouse, source: RosterSource, signal: AbortSignal): Promise<Told> {
  const { platform, rosterUrl } = source;
  const changes = await readChanges(house, source, signal);
  if (changes) return changes;
  const asked = { membershipsUrl: rosterUrl, limit: pageSize, signal };
  return { roster: await readRoster(house.services, platform, asked), isWhole: true };
}

function nameOf({ name, givenName, familyName }: RosterMember): string | null {
  const parts = [givenName, familyName].filter((part) => part !== null);
  return name ?? (parts.length > 0 ? parts.join(' ') : null);
}

function entryOf(member: RosterMember) {
  return {
    subject: member.userId,
    name: nameOf(member),
    email: member.email,
    role: courseRoleOf(member.roles),
    status: member.status === 'Active' ? ('active' as const) : ('inactive' as const),
  };
}

function* inBatches<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += peopleAtOnce)
    yield all.slice(from, from + peopleAtOnce);
}

async function write(
  { db }: RosterHouse,
  reading: Reading,
  { roster, isWhole }: Told,
  signal: AbortSignal,
): Promise<void> {
  const { organizationId } = reading;
  for (const members of inBatches(roster.members)) {
    signal.throwIfAborted();
    const present = members.filter(({ status }) => status !== 'Deleted').map(entryOf);
    const departed = members.filter(({ status }) => status === 'Deleted');
    await db.within(organizationId, async (tx) => {
      await upsertPresent(tx, reading, present);
      await markDeparted(
        tx,
        reading,
        departed.map(({ userId }) => userId),
      );
    });
  }
  // Of those a broken reading left out nobody knows whether they are gone.
  if (isWhole && roster.complete) await writeAbsence(db, reading, signal);
}

async function writeAbsence(db: Database, reading: Reading, signal: AbortSignal): Promise<void> {
  let after: string | undefined = '';
  while (after !== undefined) {
    signal.throwIfAborted();
    const page = { after, limit: peopleAtOnce };
    after = await db.within(reading.organizationId, async (tx) => {
      const absent = await absentSubjects(tx, reading, page);
      await markDeparted(tx, reading, absent);
      return absent.at(-1);
    });
  }
}

/**
 * Reads from the platform who is in the course, and keeps it: who is there, who left and when, and who came
 * back. It makes no persons; a roster is who may come.
 *
 * @throws HouseError | unknown what kept it from reading or writing; what was written until then is true
 */
export async function refreshRoster(
  house: RosterHouse,
  { organizationId, courseId }: CourseId,
  signal: AbortSignal,
): Promise<void> {
  const { db, now } = house;
  const source = await db.within(organizationId, (tx) => findRosterSource(tx, courseId));
  if (!source) return;
  const told = await ask(house, source, signal);
  const readAt = now();
  const reading = { organizationId, courseId, platformId: source.platform.id, readAt };
  await write(house, reading, told, signal);
  const { complete: isComplete, differencesUrl } = told.roster;
  const read = {
    readAt,
    isComplete,
    wholeAt: told.isWhole ? readAt : source.wholeAt,
    // What was not understood will not be told again: then everybody is read next time.
    differencesUrl: isComplete ? differencesUrl : null,
  };
  await db.within(organizationId, (tx) => recordRosterRead(tx, courseId, read));
}
