import { z } from 'zod';
import { NotFound, PlatformUnreachable } from '../../errors.ts';
import { type Gradebook, gradeScope, grantedScope, lineItemsUrlOf } from './gradebook.ts';
import { type LineItem, readLineItem } from './line-item.ts';
import { readPages, serviceUrl, withQuery } from './pages.ts';
import { parseAnswer } from './platform-json.ts';
import type { ServicePlatform } from './service-token.ts';
import type { Services } from './services.ts';

export interface LineItemFilter {
  resourceId?: string;
  tag?: string;
  resourceLinkId?: string;
}

export interface NewLineItem {
  label: string;
  scoreMaximum: number;
  /** With the tag, what the item is found by again. */
  resourceId: string;
  tag: string;
  resourceLinkId?: string;
}

export interface LineItemChanges {
  label?: string;
  scoreMaximum?: number;
  resourceId?: string;
  tag?: string;
}

const itemType = 'application/vnd.ims.lis.v2.lineitem+json';
const containerType = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
const listLimits = { maxPages: 200, timeoutMs: 10_000, limitBytes: 4 * 1024 * 1024 };
const wholeItem = z.record(z.string(), z.unknown());

/**
 * Lists the course's line items that are ours to see; entries that cannot be read are left out.
 *
 * @throws Forbidden without the scope; PlatformUnreachable too when the list has no end, for half a list
 *   would have us make again what is there
 * @see [AGS 2.0, Line item service](https://www.imsglobal.org/spec/lti-ags/v2p0/)
 */
export async function lineItems(
  services: Services,
  platform: ServicePlatform,
  gradebook: Gradebook,
  filter: LineItemFilter = {},
): Promise<LineItem[]> {
  const scope = grantedScope(gradebook, gradeScope.lineItemReadOnly, gradeScope.lineItem);
  const url = withQuery(lineItemsUrlOf(gradebook), {
    resource_id: filter.resourceId,
    tag: filter.tag,
    resource_link_id: filter.resourceLinkId,
  });
  const found: LineItem[] = [];
  let isWhole = false;
  const request = { url, scope, accept: containerType, ...listLimits };
  for await (const page of readPages(services, platform, request)) {
    const { host } = new URL(page.url);
    const entries = parseAnswer(z.array(z.unknown()), page.answer.text, host);
    found.push(...entries.flatMap((entry) => readLineItem(entry, page.url) ?? []));
    isWhole = page.isLast;
  }
  if (!isWhole)
    throw new PlatformUnreachable(`${new URL(url).host} lists line items without end`, {
      reason: 'garbled',
    });
  return found.filter((item) => isWanted(item, filter));
}

/** Asked again of every item, since not every platform heeds every filter. */
function isWanted(item: LineItem, { resourceId, tag, resourceLinkId }: LineItemFilter): boolean {
  return (
    (resourceId === undefined || item.resourceId === resourceId) &&
    (tag === undefined || item.tag === tag) &&
    (resourceLinkId === undefined || item.resourceLinkId === resourceLinkId)
  );
}

/**
 * The line item with this resource id and tag, made if there is none. Asked twice at once in one process,
 * it is made once; an item that is there stays as it is, whatever its label and maximum.
 *
 * @throws as `lineItems`
 */
export function lineItemFor(
  services: Services,
  platform: ServicePlatform,
  gradebook: Gradebook,
  wanted: NewLineItem,
): Promise<LineItem> {
  const { resourceId, tag } = wanted;
  const key = JSON.stringify([platform.id, gradebook.lineItemsUrl, resourceId, tag]);
  return services.lineItemsUnderWay(key, async () => {
    const [found] = await lineItems(services, platform, gradebook, { resourceId, tag });
    return found ?? createLineItem(services, platform, gradebook, wanted);
  });
}

async function createLineItem(
  services: Services,
  platform: ServicePlatform,
  gradebook: Gradebook,
  wanted: NewLineItem,
): Promise<LineItem> {
  const scope = grantedScope(gradebook, gradeScope.lineItem);
  const url = lineItemsUrlOf(gradebook);
  const answer = await services.call(platform, scope, url, {
    method: 'POST',
    accept: itemType,
    headers: { 'content-type': itemType },
    body: JSON.stringify(wanted),
  });
  return understood(answer.text, url);
}

/**
 * Changes these fields and no others. Whatever else the item has is sent back with them, since a field left
 * out is a field taken away: Moodle would cut the item from its activity.
 *
 * @throws Forbidden without the scope, NotFound when the item is gone
 */
export async function updateLineItem(
  services: Services,
  platform: ServicePlatform,
  gradebook: Gradebook,
  lineItemUrl: string,
  changes: LineItemChanges,
): Promise<LineItem> {
  const scope = grantedScope(gradebook, gradeScope.lineItem);
  const { host } = serviceUrl(lineItemUrl);
  const current = await services.call(platform, scope, lineItemUrl, { accept: itemType });
  const answer = await services.call(platform, scope, lineItemUrl, {
    method: 'PUT',
    accept: itemType,
    headers: { 'content-type': itemType },
    body: JSON.stringify({ ...parseAnswer(wholeItem, current.text, host), ...changes }),
  });
  return understood(answer.text, lineItemUrl);
}

/**
 * Deletes the column with the grades in it. One that is gone already is no error.
 *
 * @throws Forbidden without the scope
 */
export async function deleteLineItem(
  services: Services,
  platform: ServicePlatform,
  gradebook: Gradebook,
  lineItemUrl: string,
): Promise<void> {
  const scope = grantedScope(gradebook, gradeScope.lineItem);
  try {
    await services.call(platform, scope, lineItemUrl, { method: 'DELETE', accept: itemType });
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
  }
}

function understood(text: string, url: string): LineItem {
  const { host } = new URL(url);
  const item = readLineItem(parseAnswer(wholeItem, text, host), url);
  if (item === null)
    throw new PlatformUnreachable(`${host} answered with no line item`, { reason: 'garbled' });
  return item;
}
