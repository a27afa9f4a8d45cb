import type { TokenChanges } from '../../support/platform/authorization.ts';
import type { LaunchOptions } from '../../support/platform/launch.ts';
import { createKey } from '../../support/platform/signing.ts';
import { deepLinkingSettings, lti } from '../../support/platform/vocabulary.ts';
import type { Door } from './door.ts';

const now = () => Math.floor(Date.now() / 1000);

interface BadLaunch {
  readonly what: string;
  readonly code: string;
  readonly launch: (door: Door) => LaunchOptions;
}

const token = (changes: (door: Door) => TokenChanges): BadLaunch['launch'] => {
  return (door) => ({ token: changes(door) });
};
const claims = (changes: (door: Door) => Record<string, unknown>): BadLaunch['launch'] =>
  token((door) => ({ claims: changes(door) }));
const without = (claim: string): BadLaunch['launch'] => claims(() => ({ [claim]: undefined }));

export const badSignatures: BadLaunch[] = [
  {
    what: 'without a kid',
    code: 'missing_key_id',
    launch: token(() => ({ header: { kid: undefined } })),
  },
  {
    what: 'with a kid that the platform never had',
    code: 'unknown_key',
    launch: token(() => ({ header: { kid: 'wrong' } })),
  },
  {
    what: 'signed with RS512',
    code: 'bad_algorithm',
    launch: token(() => ({ algorithm: 'RS512' })),
  },
  {
    what: 'whose signature was altered',
    code: 'bad_signature',
    launch: token(() => ({
      edit: (jws) =>
        jws.replace(
          /\.([\w-])([\w-]*)$/,
          (_, first: string, rest: string) => `.${first === 'A' ? 'B' : 'A'}${rest}`,
        ),
    })),
  },
  {
    what: 'whose payload was altered',
    code: 'bad_signature',
    launch: token(() => ({ edit: promote })),
  },
  {
    what: "signed with a key of somebody else under the platform's kid",
    code: 'bad_signature',
    launch: token(({ platform }) => ({ key: createKey(platform.keySet.current.kid) })),
  },
];

export const badEnvelopes: BadLaunch[] = [
  { what: 'without an issuer', code: 'missing_claim', launch: without('iss') },
  { what: 'without an audience', code: 'missing_claim', launch: without('aud') },
  { what: 'without an expiry', code: 'missing_claim', launch: without('exp') },
  { what: 'without a time of issue', code: 'missing_claim', launch: without('iat') },
  { what: 'without a nonce', code: 'missing_claim', launch: without('nonce') },
  {
    what: 'of another issuer',
    code: 'wrong_issuer',
    launch: claims(() => ({ iss: 'https://other.test' })),
  },
  {
    what: 'whose issuer differs by a slash',
    code: 'wrong_issuer',
    launch: claims(({ platform }) => ({ iss: `${platform.issuer}/` })),
  },
  {
    what: 'that has expired',
    code: 'expired',
    launch: claims(() => ({ iat: now() - 180, exp: now() - 90 })),
  },
  {
    what: 'from the future',
    code: 'not_yet_valid',
    launch: claims(() => ({ iat: now() + 90, exp: now() + 180 })),
  },
  {
    what: 'not valid before a later time',
    code: 'not_yet_valid',
    launch: claims(() => ({ nbf: now() + 90 })),
  },
  {
    what: 'for the audience of another',
    code: 'wrong_audience',
    launch: claims(() => ({ aud: 'another-client' })),
  },
  {
    what: 'for several audiences without an authorized party',
    code: 'wrong_audience',
    launch: claims(({ client }) => ({ aud: [client.id, 'another-client'] })),
  },
  {
    what: 'whose authorized party is another',
    code: 'wrong_audience',
    launch: claims(() => ({ azp: 'another-client' })),
  },
  {
    what: 'with a nonce that was never issued',
    code: 'wrong_nonce',
    launch: claims(() => ({ nonce: 'made-up' })),
  },
];

export const badClaims: BadLaunch[] = [
  {
    what: 'of another LTI version',
    code: 'wrong_version',
    launch: claims(() => ({ [lti('version')]: '1.1' })),
  },
  {
    what: 'whose LTI version is a number',
    code: 'wrong_version',
    launch: claims(() => ({ [lti('version')]: 1.3 })),
  },
  { what: 'without an LTI version', code: 'wrong_version', launch: without(lti('version')) },
  {
    what: 'with an unknown message',
    code: 'wrong_message',
    launch: claims(() => ({ [lti('message_type')]: 'LtiPartyRequest' })),
  },
  { what: 'without a message type', code: 'missing_claim', launch: without(lti('message_type')) },
  { what: 'without a deployment id', code: 'missing_claim', launch: without(lti('deployment_id')) },
  {
    what: 'with an empty deployment id',
    code: 'bad_claim',
    launch: claims(() => ({ [lti('deployment_id')]: '' })),
  },
  {
    what: 'with a deployment id of 256 characters',
    code: 'bad_claim',
    launch: claims(() => ({ [lti('deployment_id')]: 'd'.repeat(256) })),
  },
  { what: 'without a resource link', code: 'missing_claim', launch: without(lti('resource_link')) },
  {
    what: 'without a resource link id',
    code: 'bad_claim',
    launch: claims(() => ({ [lti('resource_link')]: { title: 'No id' } })),
  },
  {
    what: 'with an empty resource link id',
    code: 'bad_claim',
    launch: claims(() => ({ [lti('resource_link')]: { id: '' } })),
  },
  { what: 'without roles', code: 'missing_claim', launch: without(lti('roles')) },
  {
    what: 'whose roles are not an array',
    code: 'bad_claim',
    launch: claims(() => ({ [lti('roles')]: 'Instructor' })),
  },
  {
    what: 'without a target_link_uri',
    code: 'missing_claim',
    launch: without(lti('target_link_uri')),
  },
  {
    what: 'whose context has no id',
    code: 'bad_claim',
    launch: claims(() => ({ [lti('context')]: { title: 'No id' } })),
  },
  { what: 'whose sub is not a string', code: 'bad_claim', launch: claims(() => ({ sub: 7 })) },
  {
    what: 'whose sub has 256 characters',
    code: 'bad_claim',
    launch: claims(() => ({ sub: 's'.repeat(256) })),
  },
  {
    what: 'that asks for deep linking without settings',
    code: 'missing_claim',
    launch: () => ({ message: 'deep linking', claims: { [deepLinkingSettings]: undefined } }),
  },
  {
    what: 'whose deep linking return URL is a script',
    code: 'bad_claim',
    launch: () => ({
      message: 'deep linking',
      claims: {
        [deepLinkingSettings]: {
          deep_link_return_url: 'javascript:alert(1)',
          accept_types: ['link'],
        },
      },
    }),
  },
];

export const badForms: BadLaunch[] = [
  {
    what: 'that was truncated in its payload',
    code: 'malformed_token',
    launch: token(() => ({ edit: (jws) => jws.slice(0, 200) })),
  },
  {
    what: 'that lost its signature',
    code: 'malformed_token',
    launch: token(() => ({ edit: (jws) => jws.slice(0, jws.lastIndexOf('.')) })),
  },
  { what: 'that is empty', code: 'malformed_token', launch: token(() => ({ edit: () => '' })) },
  {
    what: 'that is no token at all',
    code: 'malformed_token',
    launch: token(() => ({ edit: () => 'a.b.c' })),
  },
];

/** Turns a learner into an instructor, keeping the signature of the learner's token. */
function promote(jws: string): string {
  const [header, payload = '', signature] = jws.split('.');
  const altered = Buffer.from(payload, 'base64url').toString().replace('#Learner', '#Instructor');
  return [header, Buffer.from(altered).toString('base64url'), signature].join('.');
}
