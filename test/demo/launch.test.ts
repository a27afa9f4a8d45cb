import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import type { DemoRegistration } from '../../src/demo/index.ts';
import { authenticationRequest, formOn, loginFrom, pathOf, setStage } from './stand-in-tool.ts';
import type { Stage } from './stand-in-tool.ts';

const lti = 'https://purl.imsglobal.org/spec/lti/claim';
const membership = 'http://purl.imsglobal.org/vocab/lis/v2/membership';
const nursing = '/northfield/as/amara-nwosu/courses/nurs-310';
const nursingActivity = `${nursing}/activities/0f3a2c6e-58c1-4a6f-9d7e-6b1f2e4c3101`;
const careActivity = (person: string) =>
  `/harbour/as/${person}/courses/improving-care/activities/118`;

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.tool.close());

async function launch(page: string, platform: DemoRegistration): Promise<JWTPayload> {
  const asked = authenticationRequest(stage, await loginFrom(stage, page));
  const answer = await stage.ask.get(pathOf(platform.authorizationEndpoint)).query(asked);
  const { action, fields } = formOn(answer.text);
  expect(action).toBe(asked['redirect_uri']);
  expect(fields['state']).toBe('a-state');
  const keySet = await stage.ask.get(pathOf(platform.keySetUrl));
  const { payload } = await jwtVerify(fields['id_token'] ?? '', createLocalJWKSet(keySet.body), {
    algorithms: ['RS256'],
    issuer: platform.issuer,
    audience: platform.clientId,
  });
  return payload;
}

const asPerson = (person: string) => nursingActivity.replace('amara-nwosu', person);

describe('an activity page', () => {
  it('begins a login with everything a tool needs, and offers storage', async () => {
    const login = await loginFrom(stage, nursingActivity);
    expect(login).toMatchObject({
      iss: stage.northfield.issuer,
      client_id: stage.northfield.clientId,
      lti_deployment_id: stage.northfield.deploymentIds[0],
      target_link_uri: new URL('/lti/launch', stage.tool.url).href,
      lti_storage_target: '_parent',
    });
    expect(login['login_hint']).not.toContain('amara');
  });

  it('begins it by a form, without storage, at the other organization', async () => {
    const login = await loginFrom(stage, careActivity('kenji-watanabe'));
    expect(login['iss']).toBe(stage.harbour.issuer);
    expect(login).not.toHaveProperty('lti_storage_target');
  });

  it('gives the frame a microphone, a camera, the screen and the clipboard', async () => {
    const here = await stage.ask.get(nursingActivity);
    expect(here.text).toContain(
      'allow="microphone; camera; fullscreen; clipboard-write; display-capture"',
    );
    const there = await stage.ask.get(careActivity('kenji-watanabe'));
    expect(there.text).toContain(`allow="microphone ${stage.tool.url.origin}; camera`);
  });

  it('sets no cookie and holds no inline script', async () => {
    const { headers, text } = await stage.ask.get(nursingActivity);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).toContain(
      `frame-src 'self' ${stage.tool.url.origin}`,
    );
    expect(text).not.toMatch(/<script(?![^>]* src=)|\son\w+=|\sstyle=/);
  });

  it('opens in a window of its own without a storage frame', async () => {
    const { text } = await stage.ask.get(`${nursingActivity}/launch?target=window`);
    expect(formOn(text).action).toBe(new URL('/lti/login', stage.tool.url).href);
    expect(formOn(text).fields).not.toHaveProperty('lti_storage_target');
  });
});

describe('the id_token', () => {
  it('tells who teaches, where, and which services there are', async () => {
    const claims = await launch(nursingActivity, stage.northfield);
    expect(claims).toMatchObject({
      nonce: 'a-nonce',
      name: 'Amara Nwosu',
      email: 'amara.nwosu@northfield.example',
      [`${lti}/version`]: '1.3.0',
      [`${lti}/message_type`]: 'LtiResourceLinkRequest',
      [`${lti}/deployment_id`]: stage.northfield.deploymentIds[0],
      [`${lti}/resource_link`]: { id: '0f3a2c6e-58c1-4a6f-9d7e-6b1f2e4c3101', title: 'Guildhall' },
      [`${lti}/context`]: {
        label: 'NURS 310',
        type: ['http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering'],
      },
      [`${lti}/launch_presentation`]: {
        document_target: 'iframe',
        locale: 'en-GB',
        return_url: `http://lms.localhost:3001${nursing}`,
      },
      [`${lti}/custom`]: { person_time_zone: 'Europe/London', context_id_history: '' },
    });
    expect(claims[`${lti}/roles`]).toContain(`${membership}#Instructor`);
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
    expect(claims['https://purl.imsglobal.org/spec/lti-ags/claim/endpoint']).toHaveProperty(
      'lineitems',
    );
  });

  it.each([
    ['mateo-quispe', [`${membership}/Instructor#TeachingAssistant`, `${membership}#Instructor`]],
    ['linh-tran', [`${membership}#Learner`]],
    ['ingrid-solheim', []],
  ])('gives %s the course roles %j', async (person, roles) => {
    const claims = await launch(asPerson(person), stage.northfield);
    const sent = claims[`${lti}/roles`];
    const courseRoles = Array.isArray(sent) ? sent.filter((role) => role.includes('ship')) : sent;
    expect(courseRoles).toEqual(roles);
  });

  it('names an administrator by institution and system, never by course', async () => {
    const claims = await launch(asPerson('ingrid-solheim'), stage.northfield);
    expect(claims[`${lti}/roles`]).toEqual([
      'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator',
      'http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator',
    ]);
  });

  it('keeps to itself what a person does not share', async () => {
    const claims = await launch(careActivity('noa-levi'), stage.harbour);
    expect(claims.sub).toBe('63');
    expect(JSON.stringify(claims)).not.toMatch(/Levi|noa\.levi|@harbour\.example","locale/);
    expect(claims).not.toHaveProperty('name');
    expect(claims).not.toHaveProperty('email');
  });

  it('names the column of an activity that has one', async () => {
    const claims = await launch(careActivity('kenji-watanabe'), stage.harbour);
    expect(claims['https://purl.imsglobal.org/spec/lti-ags/claim/endpoint']).toHaveProperty(
      'lineitem',
      `${stage.harbour.issuer}/lti/courses/improving-care/lineitems/118`,
    );
  });

  it('is signed with a key that the header names', async () => {
    const asked = authenticationRequest(stage, await loginFrom(stage, nursingActivity));
    const answer = await stage.ask.post('/northfield/lti/authorize').type('form').send(asked);
    const { alg, kid } = decodeProtectedHeader(formOn(answer.text).fields['id_token'] ?? '');
    const { body } = await stage.ask.get(pathOf(stage.northfield.keySetUrl));
    expect(alg).toBe('RS256');
    expect(body.keys).toEqual([
      { kty: 'RSA', alg: 'RS256', use: 'sig', kid, n: expect.any(String), e: 'AQAB' },
    ]);
  });
});

describe('the authorization endpoint', () => {
  it.each([
    ['scope', 'profile', 'invalid_scope'],
    ['response_type', 'code', 'unsupported_response_type'],
    ['response_mode', 'query', 'invalid_request'],
    ['prompt', 'login', 'invalid_request'],
    ['nonce', '', 'invalid_request'],
    ['login_hint', 'somebody', 'login_required'],
    ['lti_message_hint', 'something', 'access_denied'],
  ])('posts an error back when %s is %j', async (name, value, error) => {
    const asked = authenticationRequest(stage, await loginFrom(stage, nursingActivity));
    const answer = await stage.ask
      .get('/northfield/lti/authorize')
      .query({ ...asked, [name]: value });
    const { action, fields } = formOn(answer.text);
    expect(action).toBe(asked['redirect_uri']);
    expect(fields).toEqual({ error, error_description: expect.any(String), state: 'a-state' });
  });

  it.each([
    ['redirect_uri', 'http://elsewhere.example/lti/launch'],
    ['redirect_uri', ''],
    ['client_id', 'nobody'],
  ])('shows a page, and posts nowhere, when %s is %j', async (name, value) => {
    const asked = authenticationRequest(stage, await loginFrom(stage, nursingActivity));
    const answer = await stage.ask
      .get('/northfield/lti/authorize')
      .query({ ...asked, [name]: value });
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('<form');
  });

  it('refuses the hints of the other organization', async () => {
    const there = await loginFrom(stage, careActivity('kenji-watanabe'));
    const asked = authenticationRequest(stage, {
      ...there,
      client_id: stage.northfield.clientId,
    });
    const answer = await stage.ask.get('/northfield/lti/authorize').query(asked);
    expect(formOn(answer.text).fields['error']).toBe('login_required');
  });

  it('refuses a person who is not in the course', async () => {
    const yusuf = await loginFrom(stage, asPerson('yusuf-demir'));
    const studio = await loginFrom(
      stage,
      '/northfield/as/amara-nwosu/courses/educ-214/activities/3b8e7d41-90aa-4d25-8c13-54d0f9a72141',
    );
    const asked = authenticationRequest(stage, {
      ...yusuf,
      lti_message_hint: studio['lti_message_hint'] ?? '',
    });
    const answer = await stage.ask.get('/northfield/lti/authorize').query(asked);
    expect(formOn(answer.text).fields['error']).toBe('access_denied');
  });

  it('lets the same login be started again', async () => {
    const asked = authenticationRequest(stage, await loginFrom(stage, nursingActivity));
    for (const nonce of ['first', 'second']) {
      const answer = await stage.ask.get('/northfield/lti/authorize').query({ ...asked, nonce });
      expect(formOn(answer.text).fields).toHaveProperty('id_token');
    }
  });
});
