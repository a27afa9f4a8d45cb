import { type LookupAddress, promises as dns } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import ipaddr from 'ipaddr.js';

/** Gives the addresses of a host name, in the order to try them. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** The name leads only where we may not go. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

export const systemResolve: Resolve = (hostname) => dns.lookup(hostname, { all: true });

/** What answers in the name of a provider's own machines, from within its network, at an address like any other. */
const ofProviders = new Set(['168.63.129.16']);

/**
 * Whether the address belongs to the open internet: not private, loopback, link-local, shared, multicast,
 * reserved or otherwise special, in IPv4 or in any of the ways IPv6 wraps IPv4.
 *
 * @see [IANA IPv4 Special-Purpose Address Registry](https://www.iana.org/assignments/iana-ipv4-special-registry)
 * @see [IANA IPv6 Special-Purpose Address Registry](https://www.iana.org/assignments/iana-ipv6-special-registry)
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || ofProviders.has(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  const bytes = parsed.toByteArray();
  // On a network that speaks IPv6 only, DNS64 (RFC 6052) answers with the IPv4 address behind this prefix.
  if (parsed.match(ipaddr.IPv6.parseCIDR('64:ff9b::/96'))) {
    return isPublicAddress(bytes.slice(12).join('.'));
  }
  return parsed.range() === 'unicast' && parsed.match(ipaddr.IPv6.parseCIDR('2000::/3'));
}

/**
 * Gives the addresses a connection may be made to.
 *
 * @throws AddressRefused when none of the host's addresses is public and private ones are not allowed
 */
export async function permittedAddresses(
  hostname: string,
  { allowPrivate, resolve }: { allowPrivate: boolean; resolve: Resolve },
): Promise<LookupAddress[]> {
  const all = await addressesOf(hostname, resolve);
  const permitted = all.filter(({ address }) => allowPrivate || isPublicAddress(address));
  if (permitted.length === 0) throw new AddressRefused(`${hostname} is not on the open internet`);
  return permitted;
}

/**
 * Gives the addresses of a host that has no other than public ones: whose name leads inside as well means no good.
 *
 * @throws AddressRefused
 */
export async function publicAddresses(
  hostname: string,
  resolve: Resolve,
): Promise<readonly LookupAddress[]> {
  const all = await addressesOf(hostname, resolve);
  const isPublic = all.length > 0 && all.every(({ address }) => isPublicAddress(address));
  if (!isPublic) throw new AddressRefused(`${hostname} is not on the open internet`);
  return all;
}

async function addressesOf(hostname: string, resolve: Resolve): Promise<readonly LookupAddress[]> {
  const literal = literalAddress(hostname);
  if (literal !== null) return [{ address: literal, family: isIP(literal) }];
  // RFC 6761, 6.3: these names are this machine's, whatever a name server says; many do not know them.
  if (/(?:^|\.)localhost\.?$/iu.test(hostname)) return [{ address: '127.0.0.1', family: 4 }];
  return resolve(hostname);
}

/** The address that a URL's host spells out, or null when the host is a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[(.*)\]$/u, '$1');
  return isIP(bare) === 0 ? null : bare;
}

/** A `lookup` for `net.connect`: what it gives is what is connected to, so no later answer can differ. */
export function lookupPermitted(limits: {
  allowPrivate: boolean;
  resolve: Resolve;
}): LookupFunction {
  const addressesFor = callbackify((hostname: string) => permittedAddresses(hostname, limits));
  return (hostname, options, callback) =>
    addressesFor(hostname, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) return callback(error, []);
      if (options.all === true) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
}
