import { isIP } from 'node:net';
import { callbackify } from 'node:util';
import { buildConnector } from 'undici';
import { publicAddresses, type Resolve } from './public-address.ts';

/** Where a connection is made to. */
interface Place {
  hostname: string;
  port: string;
}

export interface Ways {
  /** Gives the addresses of a host name. */
  resolve: Resolve;
  /** The last word on where a permitted connection goes; a test has no open internet. */
  dial: (place: Place) => Place;
}

const connectMs = 3000;
const mostTries = 3;

/**
 * Connects to the very addresses that were checked: no name is looked up a second time, when it could lead
 * somewhere else. Whose certificate is asked for stays the name.
 */
export function connectorTo({ resolve, dial }: Ways): buildConnector.connector {
  const addressesFor = callbackify((hostname: string) => publicAddresses(hostname, resolve));
  const connect = buildConnector({ timeout: connectMs, keepAlive: false });
  return (options, callback) => {
    const { hostname, port } = options;
    const named = isIP(hostname) === 0 ? { servername: hostname } : {};
    const tryEach = ([address, ...others]: readonly string[]): void => {
      if (address === undefined) return callback(new Error('It has no address'), null);
      const place = { ...options, ...named, ...dial({ hostname: address, port }) };
      connect(place, (...outcome) => {
        const [error] = outcome;
        if (error && others.length > 0) return tryEach(others);
        return callback(...outcome);
      });
    };
    addressesFor(hostname, (error, found) => {
      if (error) return callback(error, null);
      // Nearly everything has an IPv4 address, and many networks reach no other.
      const inOrder = found.toSorted((left, right) => left.family - right.family);
      return tryEach(inOrder.slice(0, mostTries).map(({ address }) => address));
    });
  };
}
