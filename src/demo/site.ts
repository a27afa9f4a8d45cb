import { seatOf } from './courses.ts';
import type { Course } from './courses.ts';
import { withCopies } from './course-copies.ts';
import { rotateKeys } from './keys.ts';
import type { Person } from './people.ts';
import type { Platform } from './platforms.ts';
import { newRecords } from './records.ts';
import type { Client, LineItem, Link, Records } from './records.ts';
import { notFound } from './refusal.ts';
import { scopes } from './scopes.ts';
import type { Keeper } from './state-file.ts';
import { rememberUsedIds } from './used-ids.ts';
import type { UsedIds } from './used-ids.ts';

/** One platform at work: what never changes, what it remembers, and where it stands on the web. */
export interface Site {
  platform: Platform;
  /** Scheme, host and port of every page of the LMS. */
  origin: string;
  /** `iss` of its messages, and the beginning of each of its addresses. */
  issuer: string;
  /** Guildhall, registered from the first day. */
  guildhall: Client;
  records: Records;
  usedIds: UsedIds;
  save(): Promise<void>;
}

/** Take up a platform where the state left it, or begin it: a first key and the first columns. */
export async function openSite(
  platform: Platform,
  publicUrl: URL,
  toolUrl: URL,
  keeper: Keeper,
): Promise<Site> {
  const known = keeper.state.platforms[platform.slug];
  const records = known ?? { ...newRecords(), lineItems: firstColumns(platform) };
  keeper.state.platforms[platform.slug] = records;
  if (records.keys.length === 0) await rotateKeys(records);
  await keeper.save();
  return {
    platform,
    origin: publicUrl.origin,
    issuer: `${publicUrl.origin}/${platform.slug}`,
    guildhall: guildhallAt(platform, toolUrl),
    records,
    usedIds: rememberUsedIds(),
    save: () => keeper.save(),
  };
}

/** What an administrator would have typed in by hand. */
function guildhallAt(platform: Platform, toolUrl: URL): Client {
  const at = (path: string): string => new URL(path, toolUrl).href;
  return {
    clientId: platform.clientId,
    deploymentId: platform.deploymentId,
    name: 'Guildhall',
    loginUri: at('/lti/login'),
    targetLinkUri: at('/lti/launch'),
    deepLinkingUri: at('/lti/launch'),
    redirectUris: [at('/lti/launch')],
    keySetUrl: at('/lti/jwks.json'),
    custom: {
      context_id_history: '$Context.id.history',
      resource_link_id_history: '$ResourceLink.id.history',
      person_time_zone: '$Person.address.timezone',
    },
    scopes: Object.values(scopes),
  };
}

function firstColumns(platform: Platform): LineItem[] {
  return platform.courses.flatMap(({ id: courseId, firstActivity }) => {
    if (firstActivity.column === undefined) return [];
    return {
      ...firstActivity.column,
      courseId,
      clientId: platform.clientId,
      resourceLinkId: firstActivity.resourceLinkId,
      resourceId: null,
      tag: null,
      startDateTime: null,
      endDateTime: null,
      gradesReleased: null,
    };
  });
}

/** Guildhall first, then whatever registered itself. */
export function clientsOf(site: Site): Client[] {
  return [site.guildhall, ...site.records.clients];
}

export function findClient(site: Site, clientId: string): Client | undefined {
  return clientsOf(site).find((client) => client.clientId === clientId);
}

/** @throws Refusal `not_found` */
export function clientOf(site: Site, clientId: string): Client {
  const client = findClient(site, clientId);
  if (client === undefined) throw notFound('tool');
  return client;
}

/** Those that were there from the beginning, then the copies, oldest first. */
export function coursesOf({ platform, records }: Site): Course[] {
  return withCopies(platform.courses, records.copies);
}

/** @throws Refusal `not_found` */
export function courseOf(site: Site, courseId: string): Course {
  const course = coursesOf(site).find(({ id }) => id === courseId);
  if (course === undefined) throw notFound('course');
  return course;
}

/** @throws Refusal `not_found` */
export function personOf(site: Site, personId: string): Person {
  const person = site.platform.people.find(({ id }) => id === personId);
  if (person === undefined) throw notFound('person');
  return person;
}

/** Everybody with a seat in the course, in the order of the register. */
export function membersOf(site: Site, course: Course): Person[] {
  return site.platform.people.filter((person) => seatOf(course, person) !== undefined);
}

/** The activity that was always there, then the placed ones, oldest first; removed tools' are gone. */
export function activitiesIn(site: Site, course: Course): Link[] {
  const placed = site.records.links.filter(
    (link) => link.courseId === course.id && findClient(site, link.clientId) !== undefined,
  );
  return [firstLink(site, course), ...placed];
}

/** @throws Refusal `not_found` */
export function activityOf(site: Site, course: Course, linkId: string): Link {
  const link = activitiesIn(site, course).find(({ id }) => id === linkId);
  if (link === undefined) throw notFound('activity');
  return link;
}

function firstLink(site: Site, course: Course): Link {
  return {
    id: course.firstActivity.resourceLinkId,
    courseId: course.id,
    clientId: site.platform.clientId,
    title: course.firstActivity.title,
    text: course.firstActivity.text,
    url: null,
    custom: {},
    opensIn: 'iframe',
    addedBy: '',
    addedAt: course.begins,
    history: [...(course.firstActivity.history ?? [])],
  };
}
