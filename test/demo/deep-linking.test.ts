import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodeJwt } from 'jose';
import request from 'supertest';
import { authenticationRequest, formOn, loginFrom, openTool, setStage } from './stand-in-tool.ts';
import type { Stage } from './stand-in-tool.ts';

const lti = 'https://purl.imsglobal.org/spec/lti/claim';
const dl = 'https://purl.imsglobal.org/spec/lti-dl/claim';
const course = '/northfield/as/amara-nwosu/courses/nurs-310';
const picker = `${course}/content/10000000000042`;

let stage: Stage;
let answer: Record<string, unknown>;
/** Each test places its own, in one and the same course. */
let title: string;

beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.tool.close());

beforeEach(async () => {
  title = `Case round ${randomUUID()}`;
  const settings = await openPicker();
  const now = Math.floor(Date.now() / 1000);
  answer = {
    iss: stage.northfield.clientId,
    aud: stage.northfield.issuer,
    iat: now,
    exp: now + 60,
    nonce: randomUUID(),
    [`${lti}/deployment_id`]: stage.northfield.deploymentIds[0],
    [`${lti}/message_type`]: 'LtiDeepLinkingResponse',
    [`${lti}/version`]: '1.3.0',
    [`${dl}/data`]: settings['data'],
    [`${dl}/content_items`]: [caseRound()],
  };
});

function caseRound(): Record<string, unknown> {
  return {
    type: 'ltiResourceLink',
    title,
    text: 'Bring one near miss.',
    url: 'http://localhost:3000/somewhere',
    custom: { placement: 'abc', asked_by: '$User.id' },
    lineItem: { label: `Taking part in ${title}`, scoreMaximum: 20, resourceId: 'abc' },
  };
}

async function openPicker(): Promise<Record<string, unknown>> {
  const asked = authenticationRequest(stage, await loginFrom(stage, picker));
  const { text } = await stage.ask.get('/northfield/lti/authorize').query(asked);
  const claims = decodeJwt<Record<string, Record<string, unknown>>>(
    formOn(text).fields['id_token'] ?? '',
  );
  expect(claims[`${lti}/message_type`]).toBe('LtiDeepLinkingRequest');
  return claims[`${dl}/deep_linking_settings`] ?? {};
}

async function send(claims: Record<string, unknown>): Promise<request.Response> {
  const JWT = await stage.tool.sign(claims);
  return stage.ask.post('/northfield/lti/content-items').type('form').send({ JWT });
}

describe('adding content', () => {
  it('announces what the course takes', async () => {
    expect(await openPicker()).toMatchObject({
      deep_link_return_url: `${stage.northfield.issuer}/lti/content-items`,
      accept_types: ['ltiResourceLink'],
      accept_multiple: true,
      accept_lineitem: true,
    });
  });

  it('takes one activity at a time at Harbour', async () => {
    const content = '/harbour/as/kenji-watanabe/courses/improving-care/content/hB7rQ2vWx9LmT4k';
    const asked = authenticationRequest(stage, await loginFrom(stage, content));
    const { text } = await stage.ask.get('/harbour/lti/authorize').query(asked);
    const claims = decodeJwt<Record<string, Record<string, unknown>>>(
      formOn(text).fields['id_token'] ?? '',
    );
    const settings = claims[`${dl}/deep_linking_settings`] ?? {};
    const sent = {
      ...answer,
      iss: stage.harbour.clientId,
      aud: stage.harbour.issuer,
      [`${lti}/deployment_id`]: stage.harbour.deploymentIds[0],
      [`${dl}/data`]: settings['data'],
      [`${dl}/content_items`]: [caseRound(), caseRound()],
    };
    const JWT = await stage.tool.sign(sent);

    const refused = await stage.ask.post('/harbour/lti/content-items').type('form').send({ JWT });

    expect(settings).toMatchObject({ accept_multiple: false });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('one activity at a time is taken here');
  });

  it('places the activity, with its column, and closes the dialog', async () => {
    const added = await send(answer);
    expect(added.status).toBe(200);
    expect(added.text).toContain('1 activity was added.');
    expect(added.text).toContain(`data-close-href="${course}?added&#x3D;1"`);

    const page = await stage.ask.get(course);
    expect(page.text).toContain(title);
    const grades = await stage.ask.get(`${course}/grades`);
    expect(grades.text).toContain(`Taking part in ${title}`);
  });

  it('launches the placed activity with its own address and its custom values', async () => {
    await send(answer);
    const { text } = await stage.ask.get(course);
    const [, href = ''] = new RegExp(`href="([^"]*)"><b>${title}`).exec(text) ?? [];
    const login = await loginFrom(stage, href);
    expect(login['target_link_uri']).toBe('http://localhost:3000/somewhere');

    const asked = authenticationRequest(stage, login);
    const passing = await stage.ask.get('/northfield/lti/authorize').query(asked);
    const claims = decodeJwt(formOn(passing.text).fields['id_token'] ?? '');
    expect(claims[`${lti}/custom`]).toMatchObject({ placement: 'abc', asked_by: claims.sub });
    expect(claims['https://purl.imsglobal.org/spec/lti-ags/claim/endpoint']).toHaveProperty(
      'lineitem',
    );
  });

  it('takes an answer with nothing in it, and shows what the tool has to say', async () => {
    const { text } = await send({
      ...answer,
      [`${dl}/content_items`]: [],
      [`${dl}/errormsg`]: 'Nothing fitted',
    });
    expect(text).toContain('Nothing was added.');
    expect(text).toContain('Nothing fitted');
  });

  it('says which kinds it left out', async () => {
    const html = { type: 'html', html: '<p>Hello</p>' };
    const { text } = await send({ ...answer, [`${dl}/content_items`]: [caseRound(), html] });
    expect(text).toContain('1 activity was added.');
    expect(text).toContain('Left out');
  });

  it('removes a placed activity together with its column', async () => {
    await send(answer);
    const { text } = await stage.ask.get(course);
    const mine = text.slice(text.indexOf(title));
    const [, removal = ''] = /action="([^"]*\/removal)"/.exec(mine) ?? [];
    await stage.ask.post(removal).expect(303);
    const grades = await stage.ask.get(`${course}/grades`);
    expect(grades.text).not.toContain(title);
  });

  it('refuses the same answer a second time', async () => {
    expect((await send(answer)).status).toBe(200);
    const again = await send(answer);
    expect(again.status).toBe(400);
    expect(again.text).toContain('the same answer came before');
  });

  it.each([
    ['another issuer', { iss: 'nobody' }],
    ['another audience', { aud: 'http://elsewhere.example' }],
    ['another deployment', { [`${lti}/deployment_id`]: '99' }],
    ['another message type', { [`${lti}/message_type`]: 'LtiResourceLinkRequest' }],
    ['another version', { [`${lti}/version`]: '1.1' }],
    ['no nonce', { nonce: undefined }],
    ['no exp', { exp: undefined }],
    ['an old exp', { exp: Math.floor(Date.now() / 1000) - 120 }],
    ['changed data', { [`${dl}/data`]: 'changed' }],
    ['no data', { [`${dl}/data`]: undefined }],
    ['items that are no list', { [`${dl}/content_items`]: 'all' }],
  ])('refuses %s', async (_what, change) => {
    const refused = await send({ ...answer, ...change });
    expect([400, 401]).toContain(refused.status);
    expect((await stage.ask.get(course)).text).not.toContain(title);
  });

  it('refuses a signature of somebody else, and no signature at all', async () => {
    const stranger = await openTool();
    const JWT = await stranger.sign(answer);
    await stranger.close();
    expect(await statusOf({ JWT })).toBe(401);
    expect(await statusOf({ JWT: 'nonsense' })).toBe(400);
    expect(await statusOf({})).toBe(400);
  });
});

async function statusOf(form: Record<string, string>): Promise<number> {
  const sent = stage.ask.post('/northfield/lti/content-items').type('form').send(form);
  return (await sent).status;
}
