import { z } from 'zod';
import { mayOpen } from './courses.ts';
import type { Course } from './courses.ts';
import type { Person } from './people.ts';
import { pages } from './paths.ts';
import type { Client, Link } from './records.ts';
import { activitiesIn, coursesOf } from './site.ts';
import type { Site } from './site.ts';
import { readSlip, writeSlip } from './slips.ts';

/** A page may stand open for a while before its frame is loaded again. */
const hintLifetimeSeconds = 3600;

const personSchema = z.object({ person: z.string() });

const messageSchema = z.object({
  client: z.string(),
  course: z.string(),
  /** Absent when content is being chosen. */
  link: z.string().optional(),
  target: z.enum(['iframe', 'window']),
});

/** Everything a message to a tool is about. */
export interface Occasion {
  client: Client;
  person: Person;
  course: Course;
  /** The activity opened; undefined when content is being chosen for the course. */
  link: Link | undefined;
  target: 'iframe' | 'window';
}

/** The parameters that begin a login at a tool. */
export interface LoginStart {
  action: string;
  method: 'GET' | 'POST';
  fields: Record<string, string>;
}

/**
 * Begin a login: the form that the browser takes to the tool.
 *
 * `login_hint` names the person, `lti_message_hint` the occasion; both are opaque to the tool.
 *
 * @see [Security Framework 1.1, 5.1.1.1 Third-party initiated login](https://www.imsglobal.org/spec/security/v1p1/#step-1-third-party-initiated-login)
 * @see [LTI 1.3, 4.1 Additional login parameters](https://www.imsglobal.org/spec/lti/v1p3/#additional-login-parameters)
 */
export async function startLogin(site: Site, occasion: Occasion): Promise<LoginStart> {
  const { client, person, course, link, target } = occasion;
  const message = { client: client.clientId, course: course.id, link: link?.id, target };
  const fields = {
    iss: site.issuer,
    login_hint: await writeSlip(site, 'login', { person: person.id }, hintLifetimeSeconds),
    target_link_uri: targetLinkUriOf(occasion),
    lti_message_hint: await writeSlip(site, 'message', message, hintLifetimeSeconds),
    client_id: client.clientId,
    lti_deployment_id: client.deploymentId,
    // A window of its own has no page of ours around it that could keep anything.
    ...(site.platform.offersStorage && target === 'iframe' && { lti_storage_target: '_parent' }),
  };
  return { action: client.loginUri, method: site.platform.startsLoginBy, fields };
}

/** Where the tool is asked to go: the item's own address if it gave one. */
export function targetLinkUriOf({ client, link }: Occasion): string {
  if (link === undefined) return client.deepLinkingUri ?? client.targetLinkUri;
  return link.url ?? client.targetLinkUri;
}

/** The address of a login that begins by GET. */
export function addressOf({ action, fields }: LoginStart): string {
  const address = new URL(action);
  for (const [name, value] of Object.entries(fields)) address.searchParams.set(name, value);
  return address.href;
}

/** The person a login hint names, if the hint is ours and still good. */
export async function hintedPerson(site: Site, loginHint: string): Promise<Person | undefined> {
  const hint = await readSlip(site, 'login', personSchema, loginHint);
  return site.platform.people.find(({ id }) => id === hint?.person);
}

/** The occasion a message hint names, if this tool and this person may be part of it. */
export async function hintedOccasion(
  site: Site,
  messageHint: string,
  client: Client,
  person: Person,
): Promise<Occasion | undefined> {
  const hint = await readSlip(site, 'message', messageSchema, messageHint);
  const course = coursesOf(site).find(({ id }) => id === hint?.course);
  if (hint === undefined || course === undefined) return undefined;
  if (hint.client !== client.clientId || !mayOpen(course, person)) return undefined;
  const link = activitiesIn(site, course).find(({ id }) => id === hint.link);
  if (hint.link !== undefined && link === undefined) return undefined;
  return { client, person, course, link, target: hint.target };
}

/** Where a tool sends people back to. */
export function returnUrlOf(site: Site, { person, course }: Occasion): string {
  return `${site.origin}${pages.course(site, person, course)}`;
}
