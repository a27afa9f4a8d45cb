import { HouseError, PlatformUnreachable } from '../errors.ts';
import type { EnrollmentRole } from './course.ts';

/** Somebody whom the platform named as of the course. */
export interface RosterEntry {
  subject: string;
  name: string | null;
  email: string | null;
  role: EnrollmentRole;
}

/** Why a roster could not be read, or not wholly: each has a sentence of its own for the administrator. */
export type RosterProblem =
  | 'silent'
  | 'busy'
  | 'failing'
  | 'garbled'
  | 'refused'
  | 'missing'
  | 'off_limits'
  | 'incomplete'
  | 'unexplained';

/** What is known of a course's roster without looking into it. */
export interface RosterState {
  rosterUrl: string | null;
  rosterAskedAt: Date | null;
  rosterReadAt: Date | null;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const freshMs = dayMs;
/** Who teaches the course looks at who is in it. */
const freshToInstructorMs = hourMs;
/** An attempt, with all that it tries again, is given this long before another is asked for. */
const patienceMs = hourMs;

function isOlder(moment: Date | null, ageMs: number, now: Date): boolean {
  return moment === null || now.getTime() - moment.getTime() > ageMs;
}

/** Whether somebody who comes in now should have the roster read again. */
export function isRosterStale(state: RosterState, role: EnrollmentRole, now: Date): boolean {
  if (state.rosterUrl === null || !isOlder(state.rosterAskedAt, patienceMs, now)) return false;
  const ageMs = role === 'instructor' ? freshToInstructorMs : freshMs;
  return isOlder(state.rosterReadAt, ageMs, now);
}

const inUseMs = 180 * dayMs;

/** A course that nobody opened since then is not in use, and its roster is left alone. */
export function inUseSince(now: Date): Date {
  return new Date(now.getTime() - inUseMs);
}

/** What to tell the administrator of a failure. */
export function rosterProblemOf(cause: unknown): RosterProblem {
  if (cause instanceof PlatformUnreachable) return cause.reason;
  if (!(cause instanceof HouseError)) return 'unexplained';
  return cause.code === 'not_found' ? 'missing' : 'refused';
}
