import type { Course } from './courses.ts';
import type { Person } from './people.ts';
import type { Link } from './records.ts';
import type { Site } from './site.ts';

/*
 * Who is looking stands in the address, not in a cookie: the LMS works in a browser that keeps
 * none, and two tabs can be two people.
 */

type At = Pick<Site, 'platform'>;

/** Pages for people, from the root of the LMS. */
export const pages = {
  welcome: () => '/',
  home: ({ platform }: At, { id }: Pick<Person, 'id'>) => `/${platform.slug}/as/${id}`,
  course: (site: At, person: Pick<Person, 'id'>, course: Course) =>
    `${pages.home(site, person)}/courses/${course.id}`,
  copies: (site: At, person: Person, course: Course) =>
    `${pages.course(site, person, course)}/copies`,
  people: (site: At, person: Person, course: Course) =>
    `${pages.course(site, person, course)}/people`,
  grades: (site: At, person: Person, course: Course) =>
    `${pages.course(site, person, course)}/grades`,
  activity: (site: At, person: Person, course: Course, link: Pick<Link, 'id'>) =>
    `${pages.course(site, person, course)}/activities/${encodeURIComponent(link.id)}`,
  activityLaunch: (site: At, person: Person, course: Course, link: Pick<Link, 'id'>) =>
    `${pages.activity(site, person, course, link)}/launch`,
  removal: (site: At, person: Person, course: Course, link: Pick<Link, 'id'>) =>
    `${pages.activity(site, person, course, link)}/removal`,
  picker: (site: At, person: Person, course: Course, clientId: string) =>
    `${pages.course(site, person, course)}/content/${encodeURIComponent(clientId)}`,
  pickerLaunch: (site: At, person: Person, course: Course, clientId: string) =>
    `${pages.picker(site, person, course, clientId)}/launch`,
  administration: (site: At, person: Person) => `${pages.home(site, person)}/administration`,
  keys: (site: At, person: Person) => `${pages.administration(site, person)}/keys`,
  registrations: (site: At, person: Person) =>
    `${pages.administration(site, person)}/registrations`,
  clientRemoval: (site: At, person: Person, clientId: string) =>
    `${pages.administration(site, person)}/tools/${encodeURIComponent(clientId)}/removal`,
};

/** Addresses for tools, in full. */
export const endpoints = {
  configuration: ({ issuer }: Site) => `${issuer}/.well-known/openid-configuration`,
  authorization: ({ issuer }: Site) => `${issuer}/lti/authorize`,
  token: ({ issuer }: Site) => `${issuer}/lti/token`,
  keySet: ({ issuer }: Site) => `${issuer}/lti/jwks.json`,
  registration: ({ issuer }: Site) => `${issuer}/lti/registrations`,
  deepLinkReturn: ({ issuer }: Site) => `${issuer}/lti/content-items`,
  memberships: ({ issuer }: Site, course: Course) =>
    `${issuer}/lti/courses/${course.id}/memberships`,
  lineItems: ({ issuer }: Site, course: Course) => `${issuer}/lti/courses/${course.id}/lineitems`,
  lineItem: (site: Site, course: Course, id: string) =>
    `${endpoints.lineItems(site, course)}/${encodeURIComponent(id)}`,
};
