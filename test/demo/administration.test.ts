import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeProtectedHeader } from 'jose';
import {
  authenticationRequest,
  formOn,
  loginFrom,
  pathOf,
  plain,
  setStage,
} from './stand-in-tool.ts';
import type { Stage } from './stand-in-tool.ts';

const administration = '/northfield/as/ingrid-solheim/administration';
const activity =
  '/northfield/as/amara-nwosu/courses/nurs-310/activities/0f3a2c6e-58c1-4a6f-9d7e-6b1f2e4c3101';
const toolConfiguration = 'https://purl.imsglobal.org/spec/lti-tool-configuration';

const opened: Stage[] = [];
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'demo-lms-'));
});
afterAll(async () => {
  await Promise.all(opened.map(({ tool }) => tool.close()));
  await rm(directory, { recursive: true });
});

async function openStage(stateFile?: string): Promise<Stage> {
  const stage = await setStage(stateFile);
  opened.push(stage);
  return stage;
}

async function kidsOf(stage: Stage): Promise<string[]> {
  const { body } = await stage.ask.get(pathOf(stage.northfield.keySetUrl));
  return body.keys.map(({ kid }: { kid: string }) => kid);
}

describe('rotating the keys', () => {
  it('signs with the new key at once and keeps the old one in the key set', async () => {
    const stage = await openStage();
    const before = await kidsOf(stage);
    await stage.ask.post(`${administration}/keys`).expect(303);
    const after = await kidsOf(stage);
    expect(after).toEqual([...before, expect.any(String)]);

    const asked = authenticationRequest(stage, await loginFrom(stage, activity));
    const { text } = await stage.ask.get('/northfield/lti/authorize').query(asked);
    const { kid } = decodeProtectedHeader(formOn(text).fields['id_token'] ?? '');
    expect(kid).toBe(after.at(-1));
  });

  it('is for administrators', async () => {
    const stage = await openStage();
    const keys = `${administration.replace('ingrid-solheim', 'linh-tran')}/keys`;
    expect((await stage.ask.post(keys)).status).toBe(403);
  });
});

describe('the state file', () => {
  it('keeps the keys, and with them every open login, over a restart', async () => {
    const file = path.join(directory, 'kept', 'state.json');
    const first = await openStage(file);
    await first.ask.post(`${administration}/keys`).expect(303);
    const login = await loginFrom(first, activity);

    const second = await openStage(file);
    expect(await kidsOf(second)).toEqual(await kidsOf(first));
    const asked = authenticationRequest(second, login);
    const { text } = await second.ask.get('/northfield/lti/authorize').query(asked);
    expect(formOn(text).fields).toHaveProperty('id_token');
  });

  it('is set aside when it cannot be understood', async () => {
    const file = path.join(directory, 'broken.json');
    await writeFile(file, '{"version":');
    const stage = await openStage(file);
    expect(await kidsOf(stage)).toHaveLength(1);
    expect(await readFile(`${file}.unreadable`, 'utf8')).toBe('{"version":');
    expect(JSON.parse(await readFile(file, 'utf8')).version).toBe(1);
  });
});

describe('registering a tool', () => {
  it('hands out a configuration whose parts belong together', async () => {
    const stage = await openStage();
    const address = await begin(stage);
    const configuration = address.searchParams.get('openid_configuration') ?? '';
    const { body } = await stage.ask.get(pathOf(configuration)).expect(200);
    expect(body.issuer).toBe(stage.northfield.issuer);
    for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri']) {
      expect(body[name]).toMatch(new RegExp(`^${stage.northfield.issuer}/`));
    }
  });

  it('registers, places and launches the tool next to the first one', async () => {
    const stage = await openStage();
    const token = (await begin(stage)).searchParams.get('registration_token') ?? '';
    const register = () =>
      stage.ask.post('/northfield/lti/registrations').auth(token, { type: 'bearer' });
    const { body } = await register().send(wish(stage)).expect(201);
    expect(body).toMatchObject({
      client_id: expect.any(String),
      [toolConfiguration]: { deployment_id: expect.any(String) },
    });
    await register().send(wish(stage)).expect(401);

    const course = '/northfield/as/amara-nwosu/courses/nurs-310';
    expect((await stage.ask.get(course)).text).toContain('Add content from A second Guildhall');
    const login = await loginFrom(stage, `${course}/content/${body.client_id}`);
    expect(login['client_id']).toBe(body.client_id);

    await stage.ask.post(`${administration}/tools/${body.client_id}/removal`).expect(303);
    expect((await stage.ask.get(course)).text).not.toContain('A second Guildhall');
  });

  it('refuses strangers and half-filled wishes in words', async () => {
    const stage = await openStage();
    const path = '/northfield/lti/registrations';
    await stage.ask.post(path).send(wish(stage)).expect(401);
    const token = (await begin(stage)).searchParams.get('registration_token') ?? '';
    const { body } = await stage.ask
      .post(path)
      .auth(token, { type: 'bearer' })
      .send({ ...wish(stage), redirect_uris: [] })
      .expect(400);
    expect(body.error).toBe('invalid_client_metadata');
    expect(body.error_description).toContain('redirect_uris');
  });

  it('keeps what was typed when it is no address', async () => {
    const stage = await openStage();
    const { text } = await stage.ask
      .post(`${administration}/registrations`)
      .type('form')
      .send({ url: 'not an address' })
      .expect(422);
    expect(text).toContain('value="not an address"');
    expect(text).toContain('Paste a whole address');
  });
});

function wish(stage: Stage): Record<string, unknown> {
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: new URL('/lti/login', stage.tool.url).href,
    redirect_uris: [new URL('/lti/launch', stage.tool.url).href],
    client_name: 'A second Guildhall',
    jwks_uri: new URL('/lti/jwks.json', stage.tool.url).href,
    token_endpoint_auth_method: 'private_key_jwt',
    scope: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
    [toolConfiguration]: {
      domain: stage.tool.url.host,
      target_link_uri: new URL('/lti/launch', stage.tool.url).href,
      messages: [{ type: 'LtiResourceLinkRequest' }, { type: 'LtiDeepLinkingRequest' }],
    },
  };
}

async function begin(stage: Stage): Promise<URL> {
  const page = await stage.ask
    .post(`${administration}/registrations`)
    .type('form')
    .send({ url: `${stage.tool.url.origin}/lti/register/an-invitation` })
    .expect(200);
  return new URL(plain(/<iframe[^>]* src="([^"]*)"/.exec(page.text)?.[1] ?? ''));
}
