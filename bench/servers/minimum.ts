/**
 * The least that a launch can be and still be safe: bare node:http, jose with the platform's key set at
 * hand, state and nonce used once and bound to the browser, and a session. No framework, no tenants, no
 * people, no courses, no headers. What Guildhall costs more is what it does more.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseCookie } from 'cookie';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import { sessionsInMemory, sessionsInPostgres } from './minimum-sessions.ts';

const settings = z
  .object({
    PORT: z.coerce.number(),
    ISSUER: z.string(),
    CLIENT_ID: z.string(),
    AUTHORIZATION_ENDPOINT: z.string(),
    KEY_SET_URL: z.string(),
    /** A database for the sessions; without one they stay in memory. */
    SESSIONS_URL: z.string().optional(),
  })
  .transform((env) => ({
    port: env.PORT,
    issuer: env.ISSUER,
    clientId: env.CLIENT_ID,
    authorizationEndpoint: env.AUTHORIZATION_ENDPOINT,
    keySetUrl: env.KEY_SET_URL,
    sessionsUrl: env.SESSIONS_URL,
  }))
  .parse(process.env);
const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const { port, issuer, clientId, authorizationEndpoint, keySetUrl, sessionsUrl } = settings;
const published = await fetch(keySetUrl);
const keys = createLocalJWKSet(KeySet.parse(await published.json()));
const sessions = sessionsUrl ? await sessionsInPostgres(sessionsUrl) : sessionsInMemory();
const cookieKey = randomBytes(32);
/** Nonce by state, of logins under way. */
const logins = new Map<string, string>();

const proofOf = (state: string) =>
  createHmac('sha256', cookieKey).update(state).digest('base64url');
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');
const newSecret = () => randomBytes(32).toString('base64url');
const cookieOf = (req: IncomingMessage, name: string) =>
  parseCookie(req.headers.cookie ?? '')[name];

async function formOf(req: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

async function login(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const asked = await formOf(req);
  const [state, nonce] = [newSecret(), newSecret()];
  logins.set(state, nonce);
  const location = new URL(authorizationEndpoint);
  location.search = new URLSearchParams({
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: clientId,
    redirect_uri: `http://localhost:${port}/lti/launch`,
    login_hint: asked.get('login_hint') ?? '',
    lti_message_hint: asked.get('lti_message_hint') ?? '',
    state,
    nonce,
  }).toString();
  res.writeHead(302, {
    location: location.href,
    'set-cookie': `login=${proofOf(state)}; HttpOnly`,
  });
  res.end();
}

async function launch(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const form = await formOf(req);
  const state = form.get('state') ?? '';
  const nonce = logins.get(state);
  logins.delete(state);
  const { payload } = await jwtVerify(form.get('id_token') ?? '', keys, {
    algorithms: ['RS256'],
    issuer,
    audience: clientId,
  });
  if (!nonce || payload['nonce'] !== nonce || cookieOf(req, 'login') !== proofOf(state)) {
    res.writeHead(400).end();
    return;
  }
  const token = newSecret();
  await sessions.add(hashOf(token), payload.sub ?? '');
  res.writeHead(303, { location: '/app', 'set-cookie': `session=${token}; HttpOnly` }).end();
}

async function app(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const token = cookieOf(req, 'session');
  const person = token && (await sessions.personOf(hashOf(token)));
  res.writeHead(person ? 200 : 401).end(person ? 'Hello' : 'Who?');
}

const routes = new Map([
  ['/lti/login', login],
  ['/lti/launch', launch],
  ['/app', app],
]);

createServer((req, res) => {
  const route = routes.get(req.url ?? '');
  if (route) void route(req, res).catch(() => res.writeHead(400).end());
  else res.writeHead(404).end();
}).listen(port, '127.0.0.1');
