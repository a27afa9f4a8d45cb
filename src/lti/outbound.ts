import { readFileSync } from 'node:fs';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { Agent } from 'undici';
import { z } from 'zod';
import { HouseError, PlatformUnreachable } from '../errors.ts';
import { type Answer, type Asked, exchange, permittedUrl } from './services/exchange.ts';
import {
  AddressRefused,
  lookupPermitted,
  permittedAddresses,
  type Resolve,
  systemResolve,
} from '../outside/index.ts';
import { delayAfterAnswer, delayAfterFailure } from './services/retry.ts';

export type OutboundAnswer = Answer;

export interface OutboundRequest extends Asked {
  /** Whether sending it twice does no harm; by default everything but POST. */
  idempotent?: boolean;
}

export interface Outbound {
  /**
   * Ask a platform. Any status is an answer, except that redirects are followed (GET only, three at most).
   *
   * What may be sent twice is tried up to three times when the connection breaks or the platform says 429,
   * 502, 503 or 504. A platform that stays silent for `timeoutMs` (5 seconds) is not asked again, and
   * reading stops after `limitBytes` (1 MiB).
   *
   * @throws PlatformUnreachable when nothing came back in time, too much did, or we may not go there
   */
  request(url: string, asked?: OutboundRequest): Promise<OutboundAnswer>;
  /** Whether `request` would go there: the scheme, and where the name leads at this moment. */
  admits(url: string): Promise<boolean>;
  /** Waits for what is under way, then lets go of every connection. */
  close(): Promise<void>;
}

export interface OutboundOptions {
  /** Permits plain http, and addresses that only the inside of a network knows. */
  allowPrivate: boolean;
  resolve?: Resolve;
  sleep?: (milliseconds: number) => Promise<unknown>;
  random?: () => number;
  /** Milliseconds since the epoch. */
  clock?: () => number;
  /** Told of each try; `status` is null when no answer came. */
  observe?: (tried: { method: string; status: number | null; seconds: number }) => void;
}

const maxTries = 3;
const connectionsPerHost = 16;

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));
const userAgent = `Guildhall/${version} (LTI)`;

/**
 * The one way out of the house to a platform: limited in time and size, and closed to private addresses.
 * The address is checked where the connection is made, so that a name cannot change its mind in between.
 */
export function createOutbound(options: OutboundOptions): Outbound {
  const { allowPrivate, resolve = systemResolve, sleep = sleepFor } = options;
  const { random = Math.random, clock = Date.now, observe = () => {} } = options;
  const limits = { allowPrivate, resolve };
  const dispatcher = new Agent({
    connect: { lookup: lookupPermitted(limits) },
    connections: connectionsPerHost,
  });

  async function request(url: string, asked: OutboundRequest = {}): Promise<OutboundAnswer> {
    const { method = 'GET', idempotent = method !== 'POST' } = asked;
    const target = permittedUrl(url, allowPrivate);
    const tries = idempotent ? maxTries : 1;
    for (let attempt = 1; ; attempt += 1) {
      const started = performance.now();
      const outcome = await outcomeOf(
        exchange({ dispatcher, allowPrivate, userAgent }, target, asked),
      );
      const status = 'answer' in outcome ? outcome.answer.status : null;
      observe({ method, status, seconds: (performance.now() - started) / 1000 });
      const chance = { attempt, random, clock };
      const delayMs =
        'answer' in outcome
          ? delayAfterAnswer(outcome.answer, chance)
          : delayAfterFailure(outcome.failure, chance);
      if (attempt === tries || delayMs === null) return settled(outcome, target);
      await sleep(delayMs);
    }
  }

  async function admits(url: string): Promise<boolean> {
    try {
      await permittedAddresses(permittedUrl(url, allowPrivate).hostname, limits);
      return true;
    } catch {
      return false;
    }
  }

  return { request, admits, close: () => dispatcher.close() };
}

type Outcome = { answer: Answer } | { failure: unknown };

async function outcomeOf(answer: Promise<Answer>): Promise<Outcome> {
  try {
    return { answer: await answer };
  } catch (failure) {
    return { failure };
  }
}

function settled(outcome: Outcome, target: URL): Answer {
  if ('answer' in outcome) return outcome.answer;
  throw named(outcome.failure, target.host);
}

function named(failure: unknown, host: string): HouseError {
  if (failure instanceof HouseError) return failure;
  if (failure instanceof AddressRefused) {
    return new PlatformUnreachable(failure.message, { reason: 'off_limits', cause: failure });
  }
  if (failure instanceof DOMException && failure.name === 'TimeoutError') {
    return new PlatformUnreachable(`${host} did not answer in time`, { cause: failure });
  }
  return new PlatformUnreachable(`${host} could not be reached`, { cause: failure });
}
