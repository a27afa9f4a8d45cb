import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { addColumn } from './columns.ts';
import { mayEdit } from './courses.ts';
import type { Course } from './courses.ts';
import type { Person } from './people.ts';
import type { Client, Link } from './records.ts';
import { Refusal } from './refusal.ts';
import { courseOf, personOf } from './site.ts';
import type { Site } from './site.ts';
import { readSlip } from './slips.ts';
import { verifyFromTool } from './tool-messages.ts';

const lti = 'https://purl.imsglobal.org/spec/lti/claim';
const dl = 'https://purl.imsglobal.org/spec/lti-dl/claim';

const webAddress = z.url({ protocol: /^https?$/ });

/** @see [Deep Linking 2.0, 3.1.3 LTI resource link](https://www.imsglobal.org/spec/lti-dl/v2p0/#lti-resource-link) */
const itemSchema = z.object({
  type: z.literal('ltiResourceLink'),
  url: webAddress.optional(),
  title: z.string().max(500).optional(),
  text: z.string().max(5000).optional(),
  custom: z.record(z.string(), z.string()).default({}),
  iframe: z.looseObject({}).optional(),
  window: z.looseObject({}).optional(),
  lineItem: z
    .object({
      label: z.string().min(1).max(500).optional(),
      scoreMaximum: z.number().positive(),
      resourceId: z.string().optional(),
      tag: z.string().optional(),
      gradesReleased: z.boolean().optional(),
    })
    .optional(),
});

const responseSchema = z.object({
  exp: z.number(),
  nonce: z.string().min(1),
  [`${lti}/message_type`]: z.literal('LtiDeepLinkingResponse'),
  [`${lti}/version`]: z.literal('1.3.0'),
  [`${lti}/deployment_id`]: z.string(),
  [`${dl}/data`]: z.string(),
});

const contentSchema = z.object({
  [`${dl}/content_items`]: z.array(z.unknown()).max(100).default([]),
});

const wordsSchema = z.object({
  [`${dl}/msg`]: z.string().optional(),
  [`${dl}/errormsg`]: z.string().optional(),
});

const placingSchema = z.object({ client: z.string(), person: z.string(), course: z.string() });

/** What came of choosing content. */
export interface Placed {
  person: Person;
  course: Course;
  added: Link[];
  /** Items of a kind this LMS did not ask for. */
  leftOut: number;
  msg: string | undefined;
  errormsg: string | undefined;
}

/**
 * Take what a tool chose, and put it into the course for which it was asked.
 *
 * Checks the signature, the audience, the deployment, the message type, that the nonce is new, and
 * that `data` came back as it went out.
 *
 * @throws Refusal in words for whoever sits before the dialog
 * @see [Deep Linking 2.0, 4.5 Deep linking response](https://www.imsglobal.org/spec/lti-dl/v2p0/#deep-linking-response-message)
 */
export async function placeContent(site: Site, jwt: string): Promise<Placed> {
  const { client, claims } = await verifyFromTool(site, jwt, site.issuer);
  const { person, course } = await checkedPlacing(site, client, claims);
  const parsed = contentSchema.safeParse(claims);
  if (!parsed.success) throw malformed('content_items is not a list');
  const items = parsed.data[`${dl}/content_items`]?.map((item) => itemSchema.safeParse(item)) ?? [];
  if (items.length > 1 && !site.platform.takesSeveral) {
    throw malformed('one activity at a time is taken here');
  }
  const added: Link[] = [];
  for (const item of items) {
    if (item.success) added.push(await place(site, client, course, person, item.data));
  }
  const words = wordsSchema.safeParse(claims).data;
  return {
    person,
    course,
    added,
    leftOut: items.length - added.length,
    msg: words?.[`${dl}/msg`],
    errormsg: words?.[`${dl}/errormsg`],
  };
}

async function checkedPlacing(
  site: Site,
  client: Client,
  claims: unknown,
): Promise<{ person: Person; course: Course }> {
  const response = responseSchema.safeParse(claims);
  if (!response.success) {
    throw malformed(`${response.error.issues[0]?.path.join('.')} is missing or wrong`);
  }
  const { exp, nonce } = response.data;
  if (response.data[`${lti}/deployment_id`] !== client.deploymentId) {
    throw malformed('the deployment id is another one');
  }
  const data = response.data[`${dl}/data`];
  const placing = await readSlip(site, 'placing', placingSchema, data);
  if (placing?.client !== client.clientId) {
    throw malformed('data did not come back as it was sent, or it is too old');
  }
  if (!site.usedIds.spend(`nonce ${client.clientId} ${nonce}`, exp)) {
    throw malformed('the same answer came before');
  }
  const course = courseOf(site, placing.course);
  const person = personOf(site, placing.person);
  if (!mayEdit(course, person)) throw malformed('this person may not add content here');
  return { person, course };
}

function malformed(fault: string): Refusal {
  return new Refusal(400, 'invalid_request', `The content was not added: ${fault}.`);
}

async function place(
  site: Site,
  client: Client,
  course: Course,
  person: Person,
  item: z.infer<typeof itemSchema>,
): Promise<Link> {
  const link: Link = {
    id: randomUUID(),
    courseId: course.id,
    clientId: client.clientId,
    title: item.title?.trim() || client.name,
    text: item.text?.trim() ?? '',
    url: item.url ?? null,
    custom: item.custom,
    // A tool that can do both is shown in the page.
    opensIn: item.window !== undefined && item.iframe === undefined ? 'window' : 'iframe',
    addedBy: person.id,
    addedAt: new Date().toISOString(),
    history: [],
  };
  site.records.links.push(link);
  if (item.lineItem !== undefined) {
    const column = { ...item.lineItem, label: item.lineItem.label ?? link.title };
    await addColumn(site, client, course, { ...column, resourceLinkId: link.id });
  }
  await site.save();
  return link;
}

/** The column of a removed activity goes with it. */
export async function removeLink(site: Site, link: Link): Promise<void> {
  const { records } = site;
  const gone = records.lineItems.filter(({ resourceLinkId }) => resourceLinkId === link.id);
  const goneIds = new Set(gone.map(({ id }) => id));
  records.links = records.links.filter(({ id }) => id !== link.id);
  records.lineItems = records.lineItems.filter(({ id }) => !goneIds.has(id));
  records.scores = records.scores.filter(({ lineItemId }) => !goneIds.has(lineItemId));
  await site.save();
}
