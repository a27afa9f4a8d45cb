import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import express from 'express';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey as JoseKey, JWK } from 'jose';
import request from 'supertest';
import { createDemoLms } from '../../src/demo/index.ts';
import type { DemoLms, DemoOptions, DemoRegistration } from '../../src/demo/index.ts';

/** A tool reduced to what a platform sees of it: an address, a key set, and signatures. */
export interface StandInTool {
  url: URL;
  /** Changes to the claims or the header give the broken messages. */
  sign(claims: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
  rotateKey(): Promise<void>;
  close(): Promise<void>;
}

export async function openTool(): Promise<StandInTool> {
  let key = await newKey();
  const app = express();
  app.get('/lti/jwks.json', (_req, res) => {
    res.json({ keys: [key.publicJwk] });
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: new URL(`http://localhost:${port}`),
    sign: (claims, header = {}) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: key.kid, ...header })
        .sign(key.privateKey),
    rotateKey: async () => {
      key = await newKey();
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function newKey(): Promise<{ kid: string; privateKey: JoseKey; publicJwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, privateKey, publicJwk: { ...jwk, kid, alg: 'RS256', use: 'sig' } };
}

/** The demo LMS and a tool that it knows; nothing listens but the tool's key set. */
export interface Stage extends DemoLms {
  tool: StandInTool;
  northfield: DemoRegistration;
  harbour: DemoRegistration;
  ask: ReturnType<typeof request>;
}

export async function setStage(stateFile?: string): Promise<Stage> {
  const tool = await openTool();
  const options: DemoOptions = {
    publicUrl: new URL('http://lms.localhost:3001'),
    toolUrl: tool.url,
  };
  const lms = await createDemoLms(stateFile === undefined ? options : { ...options, stateFile });
  const [northfield, harbour] = lms.registrations;
  if (northfield === undefined || harbour === undefined) throw new Error('Two were promised');
  return { ...lms, tool, northfield, harbour, ask: request(lms.app) };
}

/** The part of an address that Supertest asks for. */
export function pathOf(address: string): string {
  const { pathname, search } = new URL(address, 'http://lms.localhost:3001');
  return `${pathname}${search}`;
}

/** Undo the escaping of an attribute. */
export function plain(attribute: string): string {
  return attribute
    .replaceAll('&amp;', '&')
    .replaceAll('&#x3D;', '=')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'");
}

/** The hidden fields and the destination of the form on a page. */
export function formOn(html: string): { action: string; fields: Record<string, string> } {
  const action = plain(/<form[^>]* action="([^"]*)"/.exec(html)?.[1] ?? '');
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  const fields = [...inputs].map(([, name = '', value = '']) => [plain(name), plain(value)]);
  return { action, fields: Object.fromEntries(fields) };
}

/** The parameters with which an activity's frame begins its login, whichever way it does. */
export async function loginFrom(stage: Stage, page: string): Promise<Record<string, string>> {
  const { text } = await stage.ask.get(page).expect(200);
  const src = plain(/<iframe[^>]* src="([^"]*)"/.exec(text)?.[1] ?? '');
  if (src.startsWith('http')) return Object.fromEntries(new URL(src).searchParams);
  const passing = await stage.ask.get(src).expect(200);
  return formOn(passing.text).fields;
}

/** What a careful tool asks the authorization endpoint, given how the login began. */
export function authenticationRequest(
  stage: Stage,
  login: Record<string, string>,
): Record<string, string> {
  return {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: login['client_id'] ?? '',
    redirect_uri: new URL('/lti/launch', stage.tool.url).href,
    login_hint: login['login_hint'] ?? '',
    lti_message_hint: login['lti_message_hint'] ?? '',
    state: 'a-state',
    nonce: 'a-nonce',
  };
}

/** A service token for the tool, with these scopes. */
export async function tokenFor(
  stage: Stage,
  platform: DemoRegistration,
  scope: string,
): Promise<string> {
  const answer = await askForToken(stage, platform, { scope });
  return String(answer.body.access_token);
}

/** Ask for a token; `claims` and `form` replace what a careful tool would send. */
export async function askForToken(
  { ask, tool }: Stage,
  platform: DemoRegistration,
  form: Record<string, string>,
  claims: Record<string, unknown> = {},
): Promise<request.Response> {
  const now = Math.floor(Date.now() / 1000);
  const assertion = await tool.sign({
    iss: platform.clientId,
    sub: platform.clientId,
    aud: platform.tokenEndpoint,
    iat: now,
    exp: now + 300,
    jti: randomUUID(),
    ...claims,
  });
  return ask
    .post(pathOf(platform.tokenEndpoint))
    .type('form')
    .send({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      ...form,
    });
}
