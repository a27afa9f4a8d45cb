import { mayEdit, mayOpen } from './courses.ts';
import type { Course } from './courses.ts';
import { fullName } from './people.ts';
import type { Person } from './people.ts';
import { Refusal } from './refusal.ts';
import { courseOf, personOf } from './site.ts';
import type { Site } from './site.ts';

/** The person looking. @throws Refusal `not_found` */
export function visitorOf(site: Site, parameters: { person: string }): Person {
  return personOf(site, parameters.person);
}

/** The person looking and the course they are in. @throws Refusal `not_found` | `access_denied` */
export function visitOf(
  site: Site,
  parameters: { person: string; course: string },
): { person: Person; course: Course } {
  const person = visitorOf(site, parameters);
  const course = courseOf(site, parameters.course);
  if (!mayOpen(course, person)) {
    throw new Refusal(403, 'access_denied', `${fullName(person)} is not in ${course.title}.`);
  }
  return { person, course };
}

/** Somebody who may change what is in the course. @throws Refusal `not_found` | `access_denied` */
export function editorVisitOf(
  site: Site,
  parameters: { person: string; course: string },
): { person: Person; course: Course } {
  const visit = visitOf(site, parameters);
  if (!mayEdit(visit.course, visit.person)) {
    throw new Refusal(403, 'access_denied', 'Only those who teach the course may change it.');
  }
  return visit;
}

/** @throws Refusal `not_found` | `access_denied` */
export function administratorOf(site: Site, parameters: { person: string }): Person {
  const person = visitorOf(site, parameters);
  if (person.standing !== 'administrator') {
    throw new Refusal(403, 'access_denied', 'This page is for administrators.');
  }
  return person;
}
