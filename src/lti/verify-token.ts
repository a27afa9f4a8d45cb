import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type CryptoKey,
  type JWTPayload,
  type ProtectedHeaderParameters,
} from 'jose';
import { LaunchClaims, claim } from './claims.ts';
import { LaunchRejected, type LaunchCode } from './launch-rejected.ts';

const skewSeconds = 60;
const oldestSeconds = 10 * 60;
const longestToken = 64 * 1024;

/** A token whose signature and timing hold, with its claims and the nonce it answers. */
export interface VerifiedToken {
  claims: LaunchClaims;
  nonce: string;
}

function headerOf(idToken: string): ProtectedHeaderParameters {
  if (idToken.length > longestToken) {
    throw new LaunchRejected('malformed_token', `An id_token of ${idToken.length} characters`);
  }
  try {
    return decodeProtectedHeader(idToken);
  } catch (cause) {
    throw new LaunchRejected('malformed_token', 'The id_token is not a signed JWT', { cause });
  }
}

/**
 * What an unverified token says of its deployment: good for choosing whose keys to try, nothing more.
 *
 * @throws LaunchRejected `malformed_token` | `bad_algorithm` | `missing_key_id`
 */
export function peekAtToken(idToken: string): { kid: string; deploymentId: string | null } {
  const { alg, kid } = headerOf(idToken);
  // Security Framework 1.1, 5.1.2: RS256; never what the token itself would rather have.
  if (alg !== 'RS256') throw new LaunchRejected('bad_algorithm', `Signed by ${alg}`);
  if (!kid) throw new LaunchRejected('missing_key_id', 'The header names no key');
  let payload: JWTPayload;
  try {
    payload = decodeJwt(idToken);
  } catch (cause) {
    throw new LaunchRejected('malformed_token', 'The payload is not JSON', { cause });
  }
  const deploymentId = payload[claim.deploymentId];
  return { kid, deploymentId: typeof deploymentId === 'string' ? deploymentId : null };
}

const claimCodes: Record<string, LaunchCode> = {
  iss: 'wrong_issuer',
  aud: 'wrong_audience',
  iat: 'not_yet_valid',
  nbf: 'not_yet_valid',
};

function refusalOf(error: unknown): LaunchRejected {
  const options = { cause: error };
  if (error instanceof errors.JWTExpired) {
    return new LaunchRejected('expired', 'The id_token is too old', options);
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const named = error.reason === 'check_failed' ? claimCodes[error.claim] : undefined;
    const code = named ?? (error.reason === 'missing' ? 'missing_claim' : 'bad_claim');
    return new LaunchRejected(code, `Claim ${error.claim}: ${error.reason}`, options);
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return new LaunchRejected('bad_signature', 'The signature does not verify', options);
  }
  return new LaunchRejected('malformed_token', 'The id_token cannot be read', options);
}

function parseClaims(payload: JWTPayload): LaunchClaims {
  const parsed = LaunchClaims.safeParse(payload);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map(({ path }) => String(path[0]));
  const isPresent = (name: string) => payload[name] !== undefined;
  if (names.includes(claim.version)) {
    throw new LaunchRejected('wrong_version', `LTI version ${String(payload[claim.version])}`);
  }
  if (names.includes(claim.messageType) && isPresent(claim.messageType)) {
    throw new LaunchRejected('wrong_message', `Message ${String(payload[claim.messageType])}`);
  }
  const missing = names.find((name) => !isPresent(name));
  if (missing) throw new LaunchRejected('missing_claim', `No claim ${missing}`);
  throw new LaunchRejected('bad_claim', `Claims that make no sense: ${names.join(', ')}`);
}

/** What one message type needs beyond what all need. */
function requireForMessage(claims: LaunchClaims): void {
  const needed = {
    LtiResourceLinkRequest: claim.resourceLink,
    LtiDeepLinkingRequest: claim.deepLinkingSettings,
    LtiSubmissionReviewRequest: claim.resourceLink,
    LtiDataPrivacyLaunchRequest: null,
  }[claims[claim.messageType]];
  if (needed && claims[needed] === undefined) {
    throw new LaunchRejected('missing_claim', `No claim ${needed}`);
  }
}

/**
 * Proves that the platform signed this token, for us, now; and that it says what a launch must say.
 *
 * @throws LaunchRejected `bad_signature` | `wrong_issuer` | `wrong_audience` | `expired` |
 *   `not_yet_valid` | `missing_claim` | `bad_claim` | `wrong_version` | `wrong_message`
 * @see [Security Framework 1.1, 5.1.3](https://www.imsglobal.org/spec/security/v1p1/#authentication-response-validation)
 */
export async function verifyToken(
  idToken: string,
  key: CryptoKey,
  expected: { issuer: string; clientId: string; now: Date },
): Promise<VerifiedToken> {
  const { payload } = await jwtVerify(idToken, key, {
    algorithms: ['RS256'],
    issuer: expected.issuer,
    audience: expected.clientId,
    clockTolerance: skewSeconds,
    maxTokenAge: oldestSeconds,
    requiredClaims: ['exp', 'iat', 'nonce'],
    currentDate: expected.now,
  }).catch((error: unknown) => {
    throw refusalOf(error);
  });
  checkAuthorizedParty(payload, expected.clientId);
  const { nonce } = payload;
  if (typeof nonce !== 'string') throw new LaunchRejected('bad_claim', 'The nonce is not a string');
  const claims = parseClaims(payload);
  requireForMessage(claims);
  return { claims, nonce };
}

/** OpenID Connect Core 3.1.3.7 (4, 5): several audiences need an authorized party, and it must be us. */
function checkAuthorizedParty({ aud, azp }: JWTPayload, clientId: string): void {
  if (azp === undefined && Array.isArray(aud) && aud.length > 1) {
    throw new LaunchRejected('wrong_audience', 'Several audiences and no authorized party');
  }
  if (azp !== undefined && azp !== clientId) {
    throw new LaunchRejected('wrong_audience', 'Another client is the authorized party');
  }
}
