import { type Dispatcher, request } from 'undici';
import { PlatformUnreachable } from '../../errors.ts';
import { isPublicAddress, literalAddress } from '../../outside/index.ts';

export interface Asked {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** The Accept header; several platforms want the exact media type. */
  accept?: string;
  /** Milliseconds for one try, from the first look-up to the last byte, redirects included. */
  timeoutMs?: number;
  /** Bytes of body after which reading stops. */
  limitBytes?: number;
}

export interface Answer {
  status: number;
  /** Names in lower case; the values of a repeated header are joined by commas. */
  headers: Readonly<Record<string, string>>;
  text: string;
}

interface Way {
  dispatcher: Dispatcher;
  allowPrivate: boolean;
  userAgent: string;
}

const maxRedirects = 3;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const mebibyte = 1024 * 1024;

function offLimits(message: string): PlatformUnreachable {
  return new PlatformUnreachable(message, { reason: 'off_limits' });
}

/**
 * The URL, if we may go there by what it says alone. Where a name leads is checked on connecting.
 *
 * @throws PlatformUnreachable
 */
export function permittedUrl(url: string, allowPrivate: boolean): URL {
  if (!URL.canParse(url)) throw offLimits('The platform gave an address that is no URL');
  const target = new URL(url);
  const isPermitted = target.protocol === 'https:' || (allowPrivate && target.protocol === 'http:');
  if (!isPermitted) throw offLimits(`${target.host} is not asked for by https`);
  if (target.username !== '' || target.password !== '') {
    throw offLimits(`The address on ${target.host} carries a password`);
  }
  // A connection to a spelt-out address looks nothing up, so nothing would check it later.
  const literal = literalAddress(target.hostname);
  if (literal !== null && !allowPrivate && !isPublicAddress(literal)) {
    throw offLimits(`${target.host} is not on the open internet`);
  }
  return target;
}

/** One try: ask, follow a GET's redirects, read the whole answer, all within the time limit. */
export async function exchange(way: Way, start: URL, asked: Asked): Promise<Answer> {
  const { method = 'GET', timeoutMs = 5000 } = asked;
  const signal = AbortSignal.timeout(timeoutMs);
  let target = start;
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const answer = await askOnce(way, target, sentTo(target, start, asked), signal);
    if (!redirectStatuses.has(answer.status)) return answer;
    const location = answer.headers['location'];
    if (method !== 'GET' || location === undefined) break;
    target = redirected(location, target, way.allowPrivate);
  }
  throw new PlatformUnreachable(`${start.host} sends us elsewhere`, { reason: 'garbled' });
}

function redirected(location: string, from: URL, allowPrivate: boolean): URL {
  const target = URL.canParse(location, from.href) ? new URL(location, from).href : location;
  return permittedUrl(target, allowPrivate);
}

/** Headers are meant for the host first asked: another one must not see the token among them. */
function sentTo(target: URL, start: URL, asked: Asked): Asked {
  return target.origin === start.origin ? asked : { ...asked, headers: {} };
}

async function askOnce(way: Way, target: URL, asked: Asked, signal: AbortSignal): Promise<Answer> {
  const { method = 'GET', headers = {}, body = null, accept, limitBytes = mebibyte } = asked;
  const response = await request(target, {
    dispatcher: way.dispatcher,
    method,
    body,
    signal,
    headers: {
      'user-agent': way.userAgent,
      // Nothing is unpacked, so a small answer cannot grow into a large one.
      'accept-encoding': 'identity',
      ...(accept === undefined ? {} : { accept }),
      ...headers,
    },
  });
  return {
    status: response.statusCode,
    headers: joined(response.headers),
    text: await readAtMost(limitBytes, response.body, target.host),
  };
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

async function readAtMost(limitBytes: number, body: AsyncIterable<Uint8Array>, host: string) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    // Leaving the loop destroys the stream, and the connection with it.
    if (bytes > limitBytes)
      throw new PlatformUnreachable(`${host} answered with too much`, { reason: 'garbled' });
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
