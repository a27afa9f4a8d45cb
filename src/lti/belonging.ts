import { getDomain } from 'tldts';
import { LaunchRejected } from './launch-rejected.ts';

/** Platforms that serve one registration from several domains of their own. */
const families = [
  ['instructure.com', 'canvaslms.com'],
  ['brightspace.com', 'desire2learn.com'],
  ['brightspacedemo.com', 'brightspace.com'],
];

function refuse(message: string): never {
  throw new LaunchRejected('registration_refused', message);
}

function hostOf(address: string): string {
  if (!URL.canParse(address)) refuse(`${address} is not an address`);
  return new URL(address).hostname;
}

/** Whether two hosts are answered for by the same owner, as far as names can tell. */
function isRelated(left: string, right: string): boolean {
  if (left === right) return true;
  const [a, b] = [getDomain(left), getDomain(right)];
  if (a === null || b === null) return false;
  return a === b || families.some((family) => family.includes(a) && family.includes(b));
}

/**
 * Checks that a platform speaks for itself: its endpoints are on its issuer's domain, so nobody can
 * register another's issuer with keys of their own.
 *
 * @throws LaunchRejected `registration_refused` naming the address that does not belong
 * @see [LTI Dynamic Registration 1.0, 3.5.1](https://www.imsglobal.org/spec/lti-dr/v1p0#issuer-and-openid-configuration-url-match)
 */
export function checkBelonging(issuer: string, addresses: readonly string[]): void {
  const owner = hostOf(issuer);
  for (const address of addresses) {
    const host = hostOf(address);
    if (!isRelated(owner, host)) refuse(`${host} does not belong to the issuer ${owner}`);
  }
}
