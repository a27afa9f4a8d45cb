import { randomUUID } from 'node:crypto';
import type { Fields } from './browser.ts';
import type { Client } from './client.ts';
import { launchClaims, type LaunchShape } from './launch-claims.ts';
import { sign, type Algorithm, type PlatformKey } from './signing.ts';
import type { TestPlatform } from './platform.ts';
import { lti, type Claims } from './vocabulary.ts';

/** One press on a link in the LMS: who, what, and the hints that bring it back. */
export interface Visit {
  readonly client: Client;
  readonly shape: LaunchShape;
  readonly loginHint: string;
  readonly messageHint: string;
}

/** Hints of one's own making, where a test replays those of a real platform. */
export interface Hints {
  readonly login?: string;
  readonly message?: string;
}

/** How an id_token departs from an honest one. */
export interface TokenChanges {
  readonly claims?: Claims;
  /** A whole other payload; only times and nonce are still of this exchange. */
  readonly payload?: Claims;
  /** Header parameters that replace the honest ones; `undefined` takes one out. */
  readonly header?: Claims;
  readonly algorithm?: Algorithm;
  readonly key?: PlatformKey;
  /** A last hand on the finished token. */
  readonly edit?: (token: string) => string;
}

/** A form for the browser to post to the tool. */
export interface PostedForm {
  readonly action: string;
  readonly fields: Fields;
}

/** Hints hold the characters that break careless tools: they must come back as they were. */
export function newVisit(client: Client, shape: LaunchShape, hints: Hints = {}): Visit {
  const id = randomUUID();
  return {
    client,
    shape,
    loginHint: hints.login ?? `person ${id} +&=%41 "é" #?`,
    messageHint: hints.message ?? JSON.stringify({ cmid: 3, launchid: id, note: 'a+b & c%20d' }),
  };
}

/**
 * The fields of the login initiation.
 *
 * @see [Security Framework 1.0, 5.1.1.1](https://www.imsglobal.org/spec/security/v1p0/#step-1-third-party-initiated-login)
 */
export function loginFields(issuer: string, visit: Visit): Fields {
  return {
    iss: issuer,
    login_hint: visit.loginHint,
    target_link_uri: visit.shape.targetLinkUri ?? visit.client.targetLinkUri,
    lti_message_hint: visit.messageHint,
    client_id: visit.client.id,
    lti_deployment_id: visit.shape.deploymentId ?? visit.client.deploymentIds[0],
  };
}

/** What the tool asked for, once the platform has checked that it may. */
export interface Authorization {
  readonly visit: Visit;
  readonly redirectUri: string;
  readonly state: string;
  readonly nonce: string;
}

/**
 * Check an authorization request as a strict platform does.
 *
 * @throws Error naming the parameter that is wrong
 * @see [Security Framework 1.0, 5.1.1.2](https://www.imsglobal.org/spec/security/v1p0/#step-2-authentication-request)
 */
export function readAuthorization(platform: TestPlatform, url: URL): Authorization {
  const asked = url.searchParams;
  const required = { scope: 'openid', response_type: 'id_token', response_mode: 'form_post' };
  for (const [name, value] of Object.entries({ ...required, prompt: 'none' })) {
    if (asked.get(name) !== value) throw refusal(name, asked.get(name));
  }
  if (`${url.origin}${url.pathname}` !== platform.authorizationEndpoint) {
    throw refusal('address', url.href);
  }
  const visit = platform.visits.get(asked.get('login_hint') ?? '');
  if (visit === undefined) throw refusal('login_hint', asked.get('login_hint'));
  if (asked.get('lti_message_hint') !== visit.messageHint) {
    throw refusal('lti_message_hint', asked.get('lti_message_hint'));
  }
  if (asked.get('client_id') !== visit.client.id)
    throw refusal('client_id', asked.get('client_id'));
  const redirectUri = asked.get('redirect_uri') ?? '';
  if (!visit.client.redirectUris.includes(redirectUri)) throw refusal('redirect_uri', redirectUri);
  const [state, nonce] = [asked.get('state') ?? '', asked.get('nonce') ?? ''];
  if (state === '' || nonce === '') throw refusal('state or nonce', `${state}, ${nonce}`);
  return { visit, redirectUri, state, nonce };
}

function refusal(name: string, value: string | null): Error {
  return new Error(`The platform refuses the authorization request: ${name} is ${value}`);
}

/**
 * The token for a visit, honest but for the changes.
 *
 * @see [Security Framework 1.0, 5.1.2 ID Token](https://www.imsglobal.org/spec/security/v1p0/#id-token)
 */
export function idToken(
  platform: TestPlatform,
  visit: Visit,
  nonce: string,
  changes: TokenChanges = {},
): string {
  const { client, shape } = visit;
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    ...(changes.payload ?? {
      iss: platform.issuer,
      aud: client.id,
      [lti('deployment_id')]: shape.deploymentId ?? client.deploymentIds[0],
      [lti('target_link_uri')]: shape.targetLinkUri ?? client.targetLinkUri,
      ...launchClaims(shape, platform),
    }),
    iat: now,
    exp: now + 60,
    nonce,
    ...shape.claims,
    ...changes.claims,
  };
  const algorithm = changes.algorithm ?? 'RS256';
  const key = changes.key ?? platform.keySet.current;
  const header = { typ: 'JWT', alg: algorithm, kid: key.kid, ...changes.header };
  const token = sign(header, payload, algorithm, key);
  return changes.edit === undefined ? token : changes.edit(token);
}
