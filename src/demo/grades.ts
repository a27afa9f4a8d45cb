import { json, Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { callerOf } from './access-tokens.ts';
import {
  addColumn,
  columnAsSent,
  columnOf,
  columnsOf,
  removeColumn,
  replaceColumn,
} from './columns.ts';
import { mediaTypes, mustAccept, mustSend } from './media-types.ts';
import { endpoints } from './paths.ts';
import type { LineItem } from './records.ts';
import { Refusal } from './refusal.ts';
import { scopes } from './scopes.ts';
import { learnersIn, markOf, recordScore, scoreOf } from './scores.ts';
import { pageOf } from './service-paging.ts';
import { courseOf } from './site.ts';
import type { Site } from './site.ts';

const readsColumns = [scopes.lineItem, scopes.lineItemRead];
const list = '/lti/courses/:course/lineitems';

/**
 * Columns, scores and results.
 *
 * @see [Assignment and Grade Services 2.0](https://www.imsglobal.org/spec/lti-ags/v2p0/)
 */
export function grades(site: Site): Router {
  const router = Router();
  router.use('/lti/courses', json({ type: () => true, limit: '100kb' }));
  lineItems(site, router);
  oneLineItem(site, router);
  scoresAndResults(site, router);
  return router;
}

function lineItems(site: Site, router: Router): void {
  router.get(list, async (req, res) => {
    const client = await callerOf(site, req, readsColumns);
    mustAccept(req, mediaTypes.lineItems);
    const course = courseOf(site, req.params.course);
    const wanted = columnsOf(site, client, course).filter(columnFilter(req));
    const page = pageOf(req, res, endpoints.lineItems(site, course), wanted);
    const items = page.map((column) => columnAsSent(site, course, column));
    res.type(mediaTypes.lineItems).send(JSON.stringify(items));
  });

  router.post(list, async (req, res) => {
    const client = await callerOf(site, req, [scopes.lineItem]);
    mustSend(req, mediaTypes.lineItem);
    const course = courseOf(site, req.params.course);
    const column = columnAsSent(site, course, await addColumn(site, client, course, req.body));
    res.status(201).location(String(column['id'])).type(mediaTypes.lineItem);
    res.send(JSON.stringify(column));
  });
}

function oneLineItem(site: Site, router: Router): void {
  router.get(`${list}/:item`, async (req, res) => {
    const client = await callerOf(site, req, readsColumns);
    mustAccept(req, mediaTypes.lineItem);
    const course = courseOf(site, req.params.course);
    const column = columnOf(site, client, course, req.params.item);
    res.type(mediaTypes.lineItem).send(JSON.stringify(columnAsSent(site, course, column)));
  });

  router.put(`${list}/:item`, async (req, res) => {
    const client = await callerOf(site, req, [scopes.lineItem]);
    mustSend(req, mediaTypes.lineItem);
    const course = courseOf(site, req.params.course);
    const column = columnOf(site, client, course, req.params.item);
    const replaced = await replaceColumn(site, client, course, column, req.body);
    res.type(mediaTypes.lineItem).send(JSON.stringify(columnAsSent(site, course, replaced)));
  });

  router.delete(`${list}/:item`, async (req, res) => {
    const client = await callerOf(site, req, [scopes.lineItem]);
    const course = courseOf(site, req.params.course);
    await removeColumn(site, columnOf(site, client, course, req.params.item));
    res.status(204).end();
  });
}

function scoresAndResults(site: Site, router: Router): void {
  router.post(`${list}/:item/scores`, async (req, res) => {
    const client = await callerOf(site, req, [scopes.score]);
    mustSend(req, mediaTypes.score);
    const course = courseOf(site, req.params.course);
    await recordScore(site, course, columnOf(site, client, course, req.params.item), req.body);
    res.status(200).json({});
  });

  router.get(`${list}/:item/results`, async (req, res) => {
    const client = await callerOf(site, req, [scopes.resultRead]);
    mustAccept(req, mediaTypes.results);
    const course = courseOf(site, req.params.course);
    const column = columnOf(site, client, course, req.params.item);
    const address = endpoints.lineItem(site, course, column.id);
    const userId = queryWord(req, 'user_id');
    const learners = learnersIn(site, course).filter(({ sub }) =>
      [sub, undefined].includes(userId),
    );
    const results = learners.flatMap(({ sub }) => resultOf(site, column, address, sub));
    const page = pageOf(req, res, `${address}/results`, results);
    res.type(mediaTypes.results).send(JSON.stringify(page));
  });
}

/** A score becomes a result once it carries a mark (AGS 2.0, 3.3). */
function resultOf(site: Site, column: LineItem, address: string, userId: string): object[] {
  const score = scoreOf(site, column, userId);
  const mark = score && markOf(column, score);
  if (score === undefined || mark === undefined) return [];
  return [
    {
      id: `${address}/results/${encodeURIComponent(userId)}`,
      userId,
      resultScore: mark,
      resultMaximum: column.scoreMaximum,
      ...(score.comment !== null && { comment: score.comment }),
      scoreOf: address,
    },
  ];
}

function columnFilter(request: Request): (column: LineItem) => boolean {
  const linkId = queryWord(request, 'resource_link_id');
  const resourceId = queryWord(request, 'resource_id');
  const tag = queryWord(request, 'tag');
  return (column) =>
    [column.resourceLinkId, undefined].includes(linkId) &&
    [column.resourceId, undefined].includes(resourceId) &&
    [column.tag, undefined].includes(tag);
}

function queryWord(request: Request, name: string): string | undefined {
  const word = z.string().optional().safeParse(request.query[name]);
  if (word.success) return word.data;
  throw new Refusal(400, 'invalid_request', `${name} may be given once.`);
}
