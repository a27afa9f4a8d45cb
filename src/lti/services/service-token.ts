import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { PlatformUnreachable, type PlatformTrouble } from '../../errors.ts';
import type { Outbound } from '../outbound.ts';
import { parseAnswer } from './platform-json.ts';
import { createSingleFlight } from './single-flight.ts';

/** What the services need to know of a platform; the registry's own record has all of it. */
export interface ServicePlatform {
  id: string;
  clientId: string;
  tokenEndpoint: string;
  /** Null where the assertion is addressed to the token endpoint itself. */
  tokenAudience: string | null;
}

export interface ServiceTokens {
  /**
   * An access token good for another minute at least, kept until then; asked for once however many wait.
   *
   * @throws PlatformUnreachable when the platform gives none
   * @see [Security Framework 1.1, Using JSON Web Tokens with OAuth 2.0 Client-Credentials Grant](https://www.imsglobal.org/spec/security/v1p1/)
   */
  for(platform: ServicePlatform, scopes: readonly string[]): Promise<string>;
  /** Lets go of a token the platform no longer honours. */
  drop(platform: ServicePlatform, scopes: readonly string[], token: string): void;
}

export interface ServiceTokenOptions {
  outbound: Outbound;
  /** Signs with RS256 and names the key in `kid`. */
  sign: (claims: JWTPayload) => Promise<string>;
  /** Milliseconds since the epoch. */
  clock?: () => number;
}

interface HeldToken {
  token: string;
  usableUntil: number;
}

const assertionSeconds = 300;
// A platform whose clock is a little behind would take `iat` for a moment still to come.
const clockDifferenceSeconds = 10;
const spareSeconds = 60;
// RFC 6749, 5.1 lets a platform leave out how long the token lives.
const unstatedLifeSeconds = 300;
const tokenLimitBytes = 64 * 1024;

const tokenAnswer = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]+$/u),
  token_type: z
    .string()
    .regex(/^bearer$/iu)
    .optional(),
  expires_in: z.coerce.number().nonnegative().catch(unstatedLifeSeconds),
});

// RFC 6749, 5.2: only these words are repeated in our errors, never what else a platform writes there.
const tokenError = z.object({
  error: z.enum([
    'invalid_request',
    'invalid_client',
    'invalid_grant',
    'unauthorized_client',
    'unsupported_grant_type',
    'invalid_scope',
  ]),
});

/** Keeps the tokens with which we speak to platforms, one per platform and set of scopes. */
export function createServiceTokens(options: ServiceTokenOptions): ServiceTokens {
  const { clock = Date.now } = options;
  const held = new Map<string, HeldToken>();
  const singly = createSingleFlight<string>();

  function forgetUnusable() {
    for (const [key, { usableUntil }] of held) if (usableUntil <= clock()) held.delete(key);
  }

  async function fetchToken(key: string, platform: ServicePlatform, scopes: readonly string[]) {
    const askedAt = clock();
    const fresh = await askForToken(options, platform, scopes, askedAt);
    const usableUntil = askedAt + (fresh.expires_in - spareSeconds) * 1000;
    forgetUnusable();
    held.set(key, { token: fresh.access_token, usableUntil });
    return fresh.access_token;
  }

  return {
    async for(platform, scopes) {
      const key = keyOf(platform, scopes);
      const kept = held.get(key);
      if (kept !== undefined && clock() < kept.usableUntil) return kept.token;
      return singly(key, () => fetchToken(key, platform, scopes));
    },
    drop(platform, scopes, token) {
      const key = keyOf(platform, scopes);
      if (held.get(key)?.token === token) held.delete(key);
    },
  };
}

function sorted(scopes: readonly string[]): string[] {
  return [...new Set(scopes)].toSorted();
}

/** Names the client and endpoint too, so that a platform registered anew starts with a token of its own. */
function keyOf(platform: ServicePlatform, scopes: readonly string[]): string {
  return JSON.stringify([
    platform.id,
    platform.clientId,
    platform.tokenEndpoint,
    ...sorted(scopes),
  ]);
}

async function askForToken(
  { outbound, sign }: ServiceTokenOptions,
  platform: ServicePlatform,
  scopes: readonly string[],
  now: number,
) {
  const assertion = await sign(assertionClaims(platform, now));
  const answer = await outbound.request(platform.tokenEndpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    accept: 'application/json',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
      scope: sorted(scopes).join(' '),
    }).toString(),
    limitBytes: tokenLimitBytes,
    // A token that is given twice does no harm.
    idempotent: true,
  });
  const { host } = new URL(platform.tokenEndpoint);
  if (answer.status >= 300) throw refused(answer.status, answer.text, host);
  return parseAnswer(tokenAnswer, answer.text, host);
}

function assertionClaims({ clientId, tokenEndpoint, tokenAudience }: ServicePlatform, now: number) {
  const seconds = Math.floor(now / 1000);
  return {
    iss: clientId,
    sub: clientId,
    aud: tokenAudience ?? tokenEndpoint,
    iat: seconds - clockDifferenceSeconds,
    exp: seconds + assertionSeconds,
    jti: randomUUID(),
  };
}

function refused(status: number, text: string, host: string): PlatformUnreachable {
  const stated = z.string().transform(readJson).pipe(tokenError).safeParse(text);
  const words = stated.success ? `${status} ${stated.data.error}` : String(status);
  return new PlatformUnreachable(`${host} gave us no service token (${words})`, {
    reason: troubleOf(status),
  });
}

function troubleOf(status: number): PlatformTrouble {
  if (status === 429) return 'busy';
  return status >= 400 && status < 500 ? 'refused' : 'failing';
}

/** Undefined for what is no JSON; Moodle's refusals at times are not. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
