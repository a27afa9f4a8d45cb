import { readFileSync } from 'node:fs';
import { Agent, request, type Dispatcher } from 'undici';
import { z } from 'zod';
import { connectorTo, type Ways } from './connector.ts';
import {
  AddressRefused,
  isPublicAddress,
  literalAddress,
  systemResolve,
} from './public-address.ts';

/** What a page or a picture answered with. */
export interface Visit {
  status: number;
  /** Where it was found, behind all redirects. */
  url: string;
  contentType: string;
  body: Buffer;
  /** Whether there was more of it than was asked for. */
  isCut: boolean;
}

/** The way to addresses that anybody may have typed. */
export interface Outside {
  /**
   * Asks for what is at an address of the open internet, by http or https at their own ports, within 5 seconds
   * and 3 redirects. Reading stops after so many bytes.
   *
   * @throws AddressRefused when it, or what it redirects to, is none we go to
   * @throws Error when nothing came back in time
   */
  visit(
    url: string,
    wish: { accept: string; mostBytes: number; signal?: AbortSignal },
  ): Promise<Visit>;
  /** Lets go of every connection. */
  close(): Promise<void>;
}

type OutsideOptions = Partial<Ways>;

const limitMs = 5000;
const mostRedirects = 3;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);
/** An address says nothing of a port where it is its protocol's own. */
const ports = new Set(['', '80', '443']);

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));
const userAgent = `Guildhall/${version} (link preview)`;

/** The address, if we may go there by what it says alone. Where a name leads is checked on connecting. @throws AddressRefused */
function visitable(url: string, base?: string): URL {
  if (!URL.canParse(url, base)) throw new AddressRefused('It is no address');
  // However it spells an IPv4 address, in any base and with any part left out, it is four decimals from here on.
  const target = new URL(url, base);
  const isWeb = target.protocol === 'https:' || target.protocol === 'http:';
  const isPlain = target.username === '' && target.password === '';
  if (!isWeb || !isPlain || !ports.has(target.port))
    throw new AddressRefused(`${target.host} is not asked for this way`);
  const literal = literalAddress(target.hostname);
  if (literal !== null && !isPublicAddress(literal))
    throw new AddressRefused(`${target.host} is not on the open internet`);
  return target;
}

async function readAtMost(body: AsyncIterable<Uint8Array>, mostBytes: number) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    // Leaving the loop ends the connection.
    if (bytes > mostBytes) break;
  }
  return { body: Buffer.concat(chunks).subarray(0, mostBytes), isCut: bytes > mostBytes };
}

const first = (header: string | string[] | undefined): string =>
  (Array.isArray(header) ? header[0] : header) ?? '';

function letGo({ body }: Dispatcher.ResponseData): void {
  body.on('error', () => {}).destroy();
}

export function createOutside({
  resolve = systemResolve,
  dial = (place) => place,
}: OutsideOptions = {}): Outside {
  const dispatcher = new Agent({
    connect: connectorTo({ resolve, dial }),
    connections: 2,
    keepAliveTimeout: 1000,
    keepAliveMaxTimeout: 1000,
  });

  async function visit(
    url: string,
    { accept, mostBytes, signal: ending }: Parameters<Outside['visit']>[1],
  ): Promise<Visit> {
    const limit = AbortSignal.timeout(limitMs);
    const signal = ending ? AbortSignal.any([limit, ending]) : limit;
    // Nothing is unpacked, so a small answer cannot grow into a large one.
    const headers = { accept, 'user-agent': userAgent, 'accept-encoding': 'identity' };
    let target = visitable(url);
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const answer = await request(target, { dispatcher, headers, signal });
      const location = first(answer.headers['location']);
      if (!redirectStatuses.has(answer.statusCode) || location === '') {
        return {
          status: answer.statusCode,
          url: target.href,
          contentType: first(answer.headers['content-type']),
          ...(await readAtMost(answer.body, mostBytes)),
        };
      }
      letGo(answer);
      target = visitable(location, target.href);
    }
    throw new Error(`${target.host} sends us on and on`);
  }

  return { visit, close: () => dispatcher.destroy() };
}
