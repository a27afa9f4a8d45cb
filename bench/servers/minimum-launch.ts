/**
 * The least that a launch can be and still be safe: jose with the platform's key set at hand, state and nonce used
 * once and bound to the browser, and a session. No tenants, no people, no courses, no headers. What serves it stands
 * beside.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
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
const { issuer, clientId, authorizationEndpoint, keySetUrl, sessionsUrl } = settings;
export const { port } = settings;
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

/** What answers a request whose body was read. */
type Handler = (req: IncomingMessage, res: ServerResponse, form: URLSearchParams) => Promise<void>;

const login: Handler = async (_req, res, asked) => {
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
};

const launch: Handler = async (req, res, form) => {
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
};

const app: Handler = async (req, res) => {
  const token = cookieOf(req, 'session');
  const person = token && (await sessions.personOf(hashOf(token)));
  res.writeHead(person ? 200 : 401).end(person ? 'Hello' : 'Who?');
};

export const routes: ReadonlyMap<string, Handler> = new Map([
  ['/lti/login', login],
  ['/lti/launch', launch],
  ['/app', app],
]);
