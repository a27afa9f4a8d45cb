import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Response } from 'supertest';
import { askForToken, pathOf, setStage, tokenFor } from './stand-in-tool.ts';
import type { Stage } from './stand-in-tool.ts';

const ags = 'https://purl.imsglobal.org/spec/lti-ags/scope';
const members = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const nrpsType = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
const itemType = 'application/vnd.ims.lis.v2.lineitem+json';
const listType = 'application/vnd.ims.lis.v2.lineitemcontainer+json';
const scoreType = 'application/vnd.ims.lis.v1.score+json';
const resultType = 'application/vnd.ims.lis.v2.resultcontainer+json';
const lineItems = '/harbour/lti/courses/improving-care/lineitems';
const roster = '/northfield/lti/courses/nurs-310/memberships';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.tool.close());

describe('the token endpoint', () => {
  it('gives a token for the scopes that exist', async () => {
    const { body, status } = await askForToken(stage, stage.northfield, {
      scope: `${members} https://elsewhere.example/scope`,
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: members,
    });
  });

  it('believes a key that the tool has only just made', async () => {
    await tokenFor(stage, stage.northfield, members);
    await stage.tool.rotateKey();
    await new Promise((resolve) => {
      setTimeout(resolve, 2100);
    });
    const { status } = await askForToken(stage, stage.northfield, { scope: members });
    expect(status).toBe(200);
  });

  it('takes an assertion once', async () => {
    const jti = { jti: 'only-once' };
    expect((await askForToken(stage, stage.northfield, { scope: members }, jti)).status).toBe(200);
    const again = await askForToken(stage, stage.northfield, { scope: members }, jti);
    expect(again.status).toBe(401);
    expect(again.body.error).toBe('invalid_client');
  });

  it.each([
    ['another subject', { sub: 'somebody' }],
    ['an unknown client', { iss: 'nobody', sub: 'nobody' }],
    ['another audience', { aud: 'http://lms.localhost:3001/harbour/lti/token' }],
    ['an old assertion', { exp: 1000 }],
    ['no expiry', { exp: undefined }],
    ['no id', { jti: undefined }],
  ])('refuses %s', async (_what, claims) => {
    const { body, status } = await askForToken(stage, stage.northfield, { scope: members }, claims);
    expect(status).toBe(401);
    expect(body.error).toBe('invalid_client');
  });

  it.each([
    ['unsupported_grant_type', { grant_type: 'password' }],
    ['invalid_request', { client_assertion_type: 'something' }],
    ['invalid_request', { client_assertion: 'nonsense' }],
    ['invalid_scope', { scope: 'everything' }],
  ])('answers %s to %j', async (error, form) => {
    const answer = await askForToken(stage, stage.northfield, { scope: members, ...form });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toBe(error);
  });
});

describe('names and roles', () => {
  it('lists who is in the course', async () => {
    const { body, headers } = await read();
    expect(headers['content-type']).toContain(nrpsType);
    expect(body.context.label).toBe('NURS 310');
    expect(body.members).toHaveLength(4);
    expect(body.members[0]).toMatchObject({
      status: 'Active',
      name: 'Amara Nwosu',
      roles: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor'],
    });
  });

  it('pages, and keeps the filter on the way', async () => {
    const first = await read({ limit: '1', role: 'Learner' });
    expect(first.body.members).toHaveLength(1);
    const [, next = ''] = /<([^>]+)>; rel="next"/.exec(first.headers['link'] ?? '') ?? [];
    const second = await read(Object.fromEntries(new URL(next).searchParams));
    expect(second.body.members).toHaveLength(1);
    expect(second.body.members[0].user_id).not.toBe(first.body.members[0].user_id);
    expect(second.headers['link']).toBeUndefined();
  });

  it('adds the message for an activity, and knows no other', async () => {
    const { body } = await read({ rlid: '0f3a2c6e-58c1-4a6f-9d7e-6b1f2e4c3101' });
    expect(body.members[0].message).toHaveLength(1);
    expect((await read({ rlid: 'other' })).status).toBe(404);
  });

  it('keeps to itself what a person does not share', async () => {
    const answer = await stage.ask
      .get('/harbour/lti/courses/improving-care/memberships')
      .set('Accept', nrpsType)
      .auth(await tokenFor(stage, stage.harbour, members), { type: 'bearer' });
    const noa = answer.body.members.find(({ user_id }: { user_id: string }) => user_id === '63');
    expect(Object.keys(noa)).toEqual(['status', 'user_id', 'roles']);
  });

  it('refuses another media type, scope, organization or page', async () => {
    const own = await tokenFor(stage, stage.northfield, members);
    const scores = await tokenFor(stage, stage.northfield, `${ags}/score`);
    const foreign = await tokenFor(stage, stage.harbour, members);
    const answers = async (token: string, accept = nrpsType, query = {}): Promise<number> => {
      const asking = stage.ask.get(roster).query(query).set('Accept', accept);
      return (await asking.auth(token, { type: 'bearer' })).status;
    };
    expect(await answers(own, 'application/json')).toBe(406);
    expect(await answers('nonsense')).toBe(401);
    expect(await answers(foreign)).toBe(401);
    expect(await answers(scores)).toBe(403);
    expect(await answers(own, nrpsType, { limit: 'many' })).toBe(400);
    expect((await stage.ask.get(roster)).status).toBe(401);
  });
});

describe('grades', () => {
  const every = ['lineitem', 'score', 'result.readonly'].map((name) => `${ags}/${name}`).join(' ');
  let token: string;
  beforeAll(async () => {
    token = await tokenFor(stage, stage.harbour, every);
  });

  const add = (item: object) =>
    stage.ask
      .post(lineItems)
      .auth(token, { type: 'bearer' })
      .type(itemType)
      .send(JSON.stringify(item));
  const score = (address: string, change: object = {}) =>
    stage.ask
      .post(`${pathOf(address)}/scores`)
      .auth(token, { type: 'bearer' })
      .type(scoreType)
      .send(
        JSON.stringify({
          userId: '57',
          scoreGiven: 8,
          scoreMaximum: 10,
          comment: 'Helped three people',
          timestamp: '2026-11-20T10:00:00.000Z',
          activityProgress: 'Completed',
          gradingProgress: 'FullyGraded',
          ...change,
        }),
      );
  const get = (path: string, accept: string) =>
    stage.ask.get(pathOf(path)).set('Accept', accept).auth(token, { type: 'bearer' });

  it('makes, reads, changes and removes a column', async () => {
    const made = await add({ label: 'Answers', scoreMaximum: 50, tag: 'answers' });
    expect(made.status).toBe(201);
    const { id } = made.body;
    expect(made.headers['location']).toBe(id);
    expect((await get(id, itemType)).body).toEqual(made.body);
    expect((await get(`${lineItems}?tag=answers`, listType)).body).toEqual([made.body]);

    const changed = await stage.ask
      .put(pathOf(id))
      .auth(token, { type: 'bearer' })
      .type(itemType)
      .send(JSON.stringify({ label: 'Good answers', scoreMaximum: 40 }));
    expect(changed.body).toEqual({ id, label: 'Good answers', scoreMaximum: 40 });

    await stage.ask.delete(pathOf(id)).auth(token, { type: 'bearer' }).expect(204);
    expect((await get(id, itemType)).status).toBe(404);
  });

  it('pages the columns', async () => {
    await add({ label: 'One', scoreMaximum: 1 });
    const { body, headers } = await get(`${lineItems}?limit=1`, listType);
    expect(body).toHaveLength(1);
    expect(headers['link']).toMatch(/<http:\/\/lms\.localhost:3001.*page=2>; rel="next"/);
  });

  it('takes a score, scales it, and shows it in the gradebook', async () => {
    const { body } = await add({ label: 'Scaled', scoreMaximum: 100 });
    expect((await score(body.id)).status).toBe(200);
    const results = await get(`${body.id}/results`, resultType);
    expect(results.body).toEqual([
      {
        id: `${body.id}/results/57`,
        userId: '57',
        resultScore: 80,
        resultMaximum: 100,
        comment: 'Helped three people',
        scoreOf: body.id,
      },
    ]);
    const page = await stage.ask.get('/harbour/as/kenji-watanabe/courses/improving-care/grades');
    expect(page.text).toContain('<b>80</b>');
    expect(page.text).toContain('Helped three people');
  });

  it('lets only a later score replace one', async () => {
    const { body } = await add({ label: 'Later', scoreMaximum: 10 });
    await score(body.id);
    expect((await score(body.id)).status).toBe(409);
    const later = { timestamp: '2026-11-20T12:00:00.001+02:00', scoreGiven: 9 };
    expect((await score(body.id, later)).status).toBe(200);
    expect((await get(`${body.id}/results?user_id=57`, resultType)).body[0].resultScore).toBe(9);
  });

  it('gives no result while grading is unfinished', async () => {
    const { body } = await add({ label: 'Pending', scoreMaximum: 10 });
    await score(body.id, { gradingProgress: 'Pending' });
    expect((await get(`${body.id}/results`, resultType)).body).toEqual([]);
  });

  it.each([
    [400, { timestamp: 'yesterday' }],
    [400, { activityProgress: 'Done' }],
    [400, { scoreGiven: -1 }],
    [400, { scoreMaximum: undefined }],
    [422, { userId: '41' }],
    [422, { userId: 'nobody' }],
  ])('answers %i to a score with %j', async (status, change) => {
    const { body } = await add({ label: 'Faulty', scoreMaximum: 10 });
    const answer = await score(body.id, change);
    expect(answer.status).toBe(status);
    expect(answer.body.error_description).toEqual(expect.any(String));
  });

  it('refuses columns that make no sense, and activities of elsewhere', async () => {
    expect((await add({ label: '', scoreMaximum: 10 })).status).toBe(400);
    expect((await add({ label: 'Zero', scoreMaximum: 0 })).status).toBe(400);
    expect((await add({ label: 'X', scoreMaximum: 1, resourceLinkId: 'none' })).status).toBe(404);
    await stage.ask
      .post(lineItems)
      .auth(token, { type: 'bearer' })
      .type(itemType)
      .send('{"label"')
      .expect(400);
    await stage.ask.post(lineItems).auth(token, { type: 'bearer' }).send({}).expect(415);
  });

  it('enforces the scopes', async () => {
    const reader = await tokenFor(stage, stage.harbour, `${ags}/lineitem.readonly`);
    await stage.ask
      .get(lineItems)
      .set('Accept', listType)
      .auth(reader, { type: 'bearer' })
      .expect(200);
    const refused = await stage.ask
      .post(lineItems)
      .auth(reader, { type: 'bearer' })
      .type(itemType)
      .send(JSON.stringify({ label: 'X', scoreMaximum: 1 }));
    expect(refused.status).toBe(403);
    expect(refused.headers['www-authenticate']).toContain('insufficient_scope');
  });
});

async function read(query: Record<string, string> = {}): Promise<Response> {
  return stage.ask
    .get(roster)
    .query(query)
    .set('Accept', nrpsType)
    .auth(await tokenFor(stage, stage.northfield, members), { type: 'bearer' });
}
