import { array, constantFrom, dictionary, jsonValue, nat, oneof, string, tuple } from 'fast-check';
import {
  deepLinkingSettings,
  gradesEndpoint,
  lti,
  namesRoleService,
} from '../../support/platform/vocabulary.ts';

// A fixed seed: what is tried today is tried tomorrow.
export const bounds = { numRuns: 60, seed: 20_261_123, endOnFailure: true };

/** Texts that break databases, headers and pages. */
const nasty = constantFrom(
  '',
  '\u0000',
  'a\u0000b',
  '\uD800',
  '\u202Eabc',
  '__proto__',
  '%00%0d%0aSet-Cookie: x=y',
  'a\r\nSet-Cookie: x=y',
  "'; drop table logins; --",
  '{{7*7}}<img src=x onerror=alert(1)>',
  'http://[::1]:99999/\u0000',
  'http://127.0.0.1/\u0000',
  'https://user:pass@evil.test/',
  'x'.repeat(10_000),
  '👩🏽‍🏫'.repeat(300),
);
export const text = oneof(nasty, string({ unit: 'binary', maxLength: 300 }));
const value = oneof(
  text,
  constantFrom(null, undefined, true, 0, -1, 1e308, [], {}, [null], [['x']]),
  jsonValue({ maxDepth: 3 }),
  array(text, { maxLength: 5 }),
  dictionary(constantFrom('id', 'title', 'label', 'type', 'return_url', 'locale', 'scope'), text),
  dictionary(text, text, { maxKeys: 5 }),
);

const claimNames = [
  'iss aud azp sub exp iat nbf nonce jti typ'.split(' '),
  'name given_name family_name middle_name email picture locale'.split(' '),
  'version message_type deployment_id target_link_uri roles resource_link'.split(' ').map(lti),
  'context tool_platform launch_presentation lis custom lti1p1'.split(' ').map(lti),
  ['role_scope_mentor', 'for_user'].map(lti),
  [deepLinkingSettings, namesRoleService, gradesEndpoint],
].flat();
export const claims = dictionary(constantFrom(...claimNames), value, { minKeys: 1, maxKeys: 3 });
export const partOfClaim = tuple(
  constantFrom(
    [lti('context'), { id: 'c', label: 'l', title: 't' }] as const,
    [lti('resource_link'), { id: 'r', title: 't' }] as const,
    [lti('launch_presentation'), { return_url: 'https://lms.test/', locale: 'en' }] as const,
    [namesRoleService, { context_memberships_url: 'https://lms.test/m' }] as const,
    [gradesEndpoint, { scope: [], lineitems: 'https://lms.test/l' }] as const,
    [lti('custom'), { any: 'thing' }] as const,
  ),
  nat(3),
  text,
);

export const headers = dictionary(
  constantFrom('alg', 'kid', 'typ', 'crit', 'b64', 'zip', 'jwk'),
  value,
  { minKeys: 1 },
);

export const loginFields = dictionary(
  constantFrom(
    'iss',
    'login_hint',
    'target_link_uri',
    'lti_message_hint',
    'client_id',
    'lti_deployment_id',
    'lti_storage_target',
    'prompt',
  ),
  text,
  { minKeys: 1, maxKeys: 2 },
);
