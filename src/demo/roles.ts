import { seatOf } from './courses.ts';
import type { Course, Seat } from './courses.ts';
import type { Person } from './people.ts';

const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const institution = 'http://purl.imsglobal.org/vocab/lis/v2/institution/person';
const system = 'http://purl.imsglobal.org/vocab/lis/v2/system/person';

/** The sub-role travels with its principal role (LTI 1.3, A.2.3.1). */
const ofSeat: Record<Seat, readonly string[]> = {
  instructor: [`${membership}#Instructor`],
  assistant: [`${membership}/Instructor#TeachingAssistant`, `${membership}#Instructor`],
  learner: [`${membership}#Learner`],
};

const ofStanding: Record<Person['standing'], readonly string[]> = {
  faculty: [`${institution}#Faculty`, `${system}#User`],
  student: [`${institution}#Student`, `${system}#User`],
  staff: [`${institution}#Staff`, `${system}#User`],
  administrator: [`${institution}#Administrator`, `${system}#Administrator`],
};

/** What the person is in this course, as full URIs. */
export function courseRolesOf(course: Course, person: Person): readonly string[] {
  const seat = seatOf(course, person);
  return seat === undefined ? [] : ofSeat[seat];
}

/**
 * What a launch says: the course roles, then the institution's and the system's.
 *
 * @see [LTI 1.3, A.2 Role vocabularies](https://www.imsglobal.org/spec/lti/v1p3/#role-vocabularies)
 */
export function launchRolesOf(course: Course, person: Person): readonly string[] {
  return [...courseRolesOf(course, person), ...ofStanding[person.standing]];
}

/** A role filter names a role in full, or a course role by its short name (NRPS 2.0, 2.4.1). */
export function hasRole(course: Course, person: Person, wanted: string): boolean {
  const full = wanted.includes(':') ? wanted : `${membership}#${wanted}`;
  return courseRolesOf(course, person).includes(full);
}

/** For people to read. */
export function roleName(course: Course | undefined, person: Person): string {
  const seat = course === undefined ? undefined : seatOf(course, person);
  if (seat !== undefined) return seatNames[seat];
  return standingNames[person.standing];
}

const seatNames: Record<Seat, string> = {
  instructor: 'Instructor',
  assistant: 'Teaching assistant',
  learner: 'Learner',
};

const standingNames: Record<Person['standing'], string> = {
  faculty: 'Faculty',
  student: 'Student',
  staff: 'Staff',
  administrator: 'Administrator',
};
