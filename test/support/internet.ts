import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createOutside, type Outside } from '../../src/outside/index.ts';

export type Site = (request: IncomingMessage, response: ServerResponse) => void;

/** An open internet of the test's own: names, their addresses, and what answers there. */
export interface Internet {
  outside: Outside;
  /** Every request that arrived, as `<host> <path>`. */
  asked: string[];
  /** Every address that a connection was made to. */
  dialled: string[];
  /** How often each name was looked up. */
  lookedUp: string[];
  close(): Promise<void>;
}

/**
 * @param sites what answers, by its host
 * @param addresses where names lead, each look-up to the next; else all lead to one public address
 */
export async function openInternet(
  sites: Record<string, Site>,
  addresses: Record<string, string[][]> = {},
): Promise<Internet> {
  const asked: string[] = [];
  const dialled: string[] = [];
  const lookedUp: string[] = [];
  const server = createServer((request, response) => {
    const host = request.headers.host ?? '';
    asked.push(`${host} ${request.url ?? ''}`);
    const site = sites[host];
    if (site) site(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port }: AddressInfo = Object(server.address());
  const outside = createOutside({
    resolve: async (hostname) => {
      const before = lookedUp.filter((name) => name === hostname).length;
      lookedUp.push(hostname);
      const turns = addresses[hostname] ?? [['93.184.215.14']];
      const found = turns[Math.min(before, turns.length - 1)] ?? [];
      return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    },
    dial: ({ hostname }) => {
      dialled.push(hostname);
      return { hostname: '127.0.0.1', port: String(port) };
    },
  });
  return {
    outside,
    asked,
    dialled,
    lookedUp,
    close: async () => {
      await outside.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
