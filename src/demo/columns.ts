import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Course } from './courses.ts';
import { endpoints } from './paths.ts';
import type { Client, LineItem } from './records.ts';
import { notFound, Refusal } from './refusal.ts';
import { activitiesIn } from './site.ts';
import type { Site } from './site.ts';

const moment = z.iso.datetime({ offset: true });

/** A line item as a tool sends it (AGS 2.0, 3.2.5 and following). */
const sentSchema = z.object({
  label: z.string().trim().min(1).max(500),
  scoreMaximum: z.number().positive(),
  resourceLinkId: z.string().nullish(),
  resourceId: z.string().nullish(),
  tag: z.string().nullish(),
  startDateTime: moment.nullish(),
  endDateTime: moment.nullish(),
  gradesReleased: z.boolean().nullish(),
});

/** A tool sees the columns it made, and those of its activities. */
export function columnsOf(site: Site, client: Client, course: Course): LineItem[] {
  return site.records.lineItems.filter(
    (item) => item.courseId === course.id && item.clientId === client.clientId,
  );
}

/** @throws Refusal `not_found` */
export function columnOf(site: Site, client: Client, course: Course, id: string): LineItem {
  const column = columnsOf(site, client, course).find((item) => item.id === id);
  if (column === undefined) throw notFound('line item');
  return column;
}

/** @throws Refusal `invalid_request` */
export async function addColumn(
  site: Site,
  client: Client,
  course: Course,
  sent: unknown,
): Promise<LineItem> {
  const column = { id: randomUUID(), ...parseColumn(site, client, course, sent) };
  site.records.lineItems.push(column);
  await site.save();
  return column;
}

/** A replacement keeps the id and the scores. @throws Refusal `invalid_request` */
export async function replaceColumn(
  site: Site,
  client: Client,
  course: Course,
  column: LineItem,
  sent: unknown,
): Promise<LineItem> {
  Object.assign(column, parseColumn(site, client, course, sent));
  await site.save();
  return column;
}

/** The scores go with it. */
export async function removeColumn(site: Site, column: LineItem): Promise<void> {
  const { records } = site;
  records.lineItems = records.lineItems.filter(({ id }) => id !== column.id);
  records.scores = records.scores.filter(({ lineItemId }) => lineItemId !== column.id);
  await site.save();
}

function parseColumn(
  site: Site,
  client: Client,
  course: Course,
  sent: unknown,
): Omit<LineItem, 'id'> {
  const parsed = sentSchema.safeParse(sent);
  if (!parsed.success) {
    throw new Refusal(
      400,
      'invalid_request',
      `A line item cannot be so: ${sentence(parsed.error)}`,
    );
  }
  const { label, scoreMaximum, ...rest } = parsed.data;
  const resourceLinkId = rest.resourceLinkId ?? null;
  const own = activitiesIn(site, course).filter(({ clientId }) => clientId === client.clientId);
  if (resourceLinkId !== null && !own.some(({ id }) => id === resourceLinkId)) {
    throw new Refusal(
      404,
      'not_found',
      'resourceLinkId names no activity of yours in this course.',
    );
  }
  return {
    courseId: course.id,
    clientId: client.clientId,
    label,
    scoreMaximum,
    resourceLinkId,
    resourceId: rest.resourceId ?? null,
    tag: rest.tag ?? null,
    startDateTime: rest.startDateTime ?? null,
    endDateTime: rest.endDateTime ?? null,
    gradesReleased: rest.gradesReleased ?? null,
  };
}

/** Each fault with the field it is in. */
export function sentence(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

/** The column as the services say it: its address for an id, and nothing that is empty. */
export function columnAsSent(
  site: Site,
  course: Course,
  column: LineItem,
): Record<string, unknown> {
  const { id, courseId: _course, clientId: _client, ...fields } = column;
  const filled = Object.entries(fields).filter(([, value]) => value !== null);
  return { id: endpoints.lineItem(site, course, id), ...Object.fromEntries(filled) };
}
