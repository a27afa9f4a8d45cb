import express, { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { TestPlatform } from './platform.ts';
import { accepts, hasScope, page } from './service-rules.ts';
import { gradeScope } from './vocabulary.ts';

const types = {
  item: 'application/vnd.ims.lis.v2.lineitem+json',
  items: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
  results: 'application/vnd.ims.lis.v2.resultcontainer+json',
};

const lineItem = z.looseObject({
  label: z.string().min(1),
  scoreMaximum: z.number().positive(),
  resourceId: z.string().optional(),
  tag: z.string().optional(),
  resourceLinkId: z.string().optional(),
});

const score = z.looseObject({
  userId: z.string().min(1),
  timestamp: z.iso.datetime({ offset: true }),
  activityProgress: z.enum(['Initialized', 'Started', 'InProgress', 'Submitted', 'Completed']),
  gradingProgress: z.enum(['FullyGraded', 'Pending', 'PendingManual', 'Failed', 'NotReady']),
  scoreGiven: z.number().nonnegative().optional(),
  scoreMaximum: z.number().positive().optional(),
  comment: z.string().optional(),
});

export type LineItem = z.infer<typeof lineItem> & { readonly id: string };
export type Score = z.infer<typeof score>;

/** @see [Assignment and Grade Services 2.0, 3](https://www.imsglobal.org/spec/lti-ags/v2p0#line-item-service) */
export class Gradebook {
  /** By number, within their course. */
  readonly items = new Map<string, { course: string; item: LineItem; scores: Score[] }>();
  writes = 0;
  readonly #platform: TestPlatform;

  constructor(platform: TestPlatform) {
    this.#platform = platform;
  }

  routes(): Router {
    const router = Router();
    const body = express.json({ type: () => true });
    router.get('/courses/:course/lineitems', this.#list);
    router.post('/courses/:course/lineitems', body, this.#create);
    router.get('/courses/:course/lineitems/:number', this.#show);
    router.put('/courses/:course/lineitems/:number', body, this.#change);
    router.delete('/courses/:course/lineitems/:number', this.#remove);
    router.post('/courses/:course/lineitems/:number/scores', body, this.#score);
    router.get('/courses/:course/lineitems/:number/results', this.#results);
    return router;
  }

  readonly #list = (request: Request, response: Response): void => {
    if (!hasScope(response, gradeScope('lineitem'), gradeScope('lineitem.readonly'))) return;
    if (!accepts(request, response, types.items)) return;
    const filters = { resourceLinkId: 'resource_link_id', resourceId: 'resource_id', tag: 'tag' };
    const chosen = [...this.items.values()]
      .filter(({ course }) => course === request.params['course'])
      .map(({ item }) => item)
      .filter((item) =>
        Object.entries(filters).every(([field, parameter]) => {
          const wanted = request.query[parameter];
          return wanted === undefined || item[field] === wanted;
        }),
      );
    reply(
      response,
      types.items,
      page(request, response, chosen, { origin: this.#platform.origin }),
    );
  };

  readonly #create = (request: Request, response: Response): void => {
    if (!hasScope(response, gradeScope('lineitem'))) return;
    if (!sends(request, response, types.item)) return;
    const sent = lineItem.safeParse(request.body);
    if (!sent.success) return bad(response, sent.error);
    const course = String(request.params['course']);
    const number = String(this.items.size + 1);
    const base = `${this.#platform.origin}/courses/${encodeURIComponent(course)}/lineitems`;
    const item = { ...sent.data, id: `${base}/${number}?type_id=1` };
    this.items.set(number, { course, item, scores: [] });
    this.writes += 1;
    reply(response.status(201), types.item, item);
  };

  readonly #show = (request: Request, response: Response): void => {
    if (!hasScope(response, gradeScope('lineitem'), gradeScope('lineitem.readonly'))) return;
    const entry = this.#find(request, response);
    if (entry !== undefined) reply(response, types.item, entry.item);
  };

  readonly #change = (request: Request, response: Response): void => {
    if (!hasScope(response, gradeScope('lineitem'))) return;
    const entry = this.#find(request, response);
    const sent = lineItem.safeParse(request.body);
    if (entry === undefined) return;
    if (!sent.success) return bad(response, sent.error);
    entry.item = { ...sent.data, id: entry.item.id };
    this.writes += 1;
    reply(response, types.item, entry.item);
  };

  readonly #remove = (request: Request, response: Response): void => {
    if (!hasScope(response, gradeScope('lineitem'))) return;
    if (this.#find(request, response) === undefined) return;
    this.items.delete(String(request.params['number']));
    this.writes += 1;
    response.status(204).end();
  };

  readonly #score = (request: Request, response: Response): void => {
    if (!hasScope(response, gradeScope('score'))) return;
    if (!sends(request, response, types.score)) return;
    const entry = this.#find(request, response);
    if (entry === undefined) return;
    const sent = score.safeParse(request.body);
    if (!sent.success) return bad(response, sent.error);
    const given = Date.parse(sent.data.timestamp);
    const earlier = entry.scores.filter(({ userId }) => userId === sent.data.userId);
    if (earlier.some(({ timestamp }) => Date.parse(timestamp) >= given)) {
      response.status(409).json({ error: 'A score of that time or later is already here' });
      return;
    }
    entry.scores.push(sent.data);
    this.writes += 1;
    response.status(200).end();
  };

  readonly #results = (request: Request, response: Response): void => {
    if (!hasScope(response, gradeScope('result.readonly'))) return;
    if (!accepts(request, response, types.results)) return;
    const entry = this.#find(request, response);
    if (entry === undefined) return;
    const latest = new Map(entry.scores.map((score) => [score.userId, score]));
    const results = [...latest.values()].map(({ userId, scoreGiven, scoreMaximum, comment }) => ({
      id: `${entry.item.id}#${userId}`,
      scoreOf: entry.item.id,
      userId,
      resultScore: scoreGiven,
      resultMaximum: scoreMaximum,
      comment,
    }));
    reply(
      response,
      types.results,
      page(request, response, results, { origin: this.#platform.origin }),
    );
  };

  #find(request: Request, response: Response): ReturnType<Gradebook['items']['get']> {
    const entry = this.items.get(String(request.params['number']));
    if (entry?.course === request.params['course']) return entry;
    response.status(404).json({ error: 'no such line item' });
    return undefined;
  }
}

function sends(request: Request, response: Response, type: string): boolean {
  if (request.get('content-type')?.split(';')[0] === type) return true;
  response.status(415).json({ error: 'unsupported_media_type', wanted: type });
  return false;
}

function reply(response: Response, type: string, body: unknown): void {
  response.type(type).send(JSON.stringify(body));
}

function bad(response: Response, error: z.ZodError): void {
  response.status(400).json({ error: z.prettifyError(error) });
}
