import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import { TooMany } from '../errors.ts';

/** How often, in each minute and each process. */
export interface Limits {
  writesPerPerson: number;
  readsPerSession: number;
  launchesPerPlatform: number;
  loginsPerAddress: number;
  registrationsPerAddress: number;
  feedsPerAddress: number;
}

/** One customer of an internet provider may have as many IPv6 addresses as a /56 holds. */
const ipv6Subnet = 56;

const windowMs = 60_000;
/** Parts of uploads that a fast line brings; they are no writes of their own. */
const partsPerMinute = 600;
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const isWrite = ({ method }: Request) => !safeMethods.has(method) && method !== 'PATCH';

export type LimitName =
  | 'writes'
  | 'parts'
  | 'reads'
  | 'launches'
  | 'logins'
  | 'registrations'
  | 'feeds';

/** Whose request it is: a session, and a person unless it is a visitor's. */
interface Bearer {
  id: string;
  personId: string | null;
}

interface Limit {
  name: LimitName;
  perMinute: number;
  /** Who is counted; null is not. */
  keyOf: (req: Request) => string | null;
}

export interface RateLimits {
  /** Reads of a session, and writes of a person or, for a visitor, of their session. */
  ofBearer(bearerOf: (req: Request) => Bearer | null): RequestHandler[];
  /** Logins that come from one address; a campus may share one. */
  ofLogins(): RequestHandler;
  ofRegistrations(): RequestHandler;
  /** Feeds that one address asks for; a service may read those of many people. */
  ofFeeds(): RequestHandler;
  /** Counts a launch that was proven, so that nobody can use up another's. @throws TooMany */
  admitLaunch(exchange: { req: Request; res: Response }, platformId: string): Promise<void>;
}

const Counted = z.object({ rateLimit: z.object({ resetTime: z.date() }) });

function secondsToWait(req: Request): number {
  const counted = Counted.safeParse(req);
  const untilMs = counted.success ? counted.data.rateLimit.resetTime.getTime() : windowMs;
  return Math.max(1, Math.ceil((untilMs - Date.now()) / 1000));
}

const addressOf = (req: Request) => ipKeyGenerator(req.ip ?? '', ipv6Subnet);

/** @param onLimited told of each request that was turned away */
export function createRateLimits(
  limits: Limits,
  onLimited: (limit: LimitName) => void,
): RateLimits {
  const launching = new WeakMap<Request, string>();

  function handlerOf({ name, perMinute, keyOf }: Limit): RequestHandler {
    return rateLimit({
      windowMs,
      limit: perMinute,
      legacyHeaders: false,
      standardHeaders: false,
      // Its advice is about addresses, and goes to the console.
      validate: false,
      skip: (req) => keyOf(req) === null,
      keyGenerator: (req) => keyOf(req) ?? '',
      handler: (req, _res, next) => {
        onLimited(name);
        next(new TooMany(`Over the limit of ${name}`, secondsToWait(req)));
      },
    });
  }

  const launches = handlerOf({
    name: 'launches',
    perMinute: limits.launchesPerPlatform,
    keyOf: (req) => launching.get(req) ?? null,
  });

  return {
    ofBearer: (bearerOf) => [
      handlerOf({
        name: 'reads',
        perMinute: limits.readsPerSession,
        keyOf: (req) => (safeMethods.has(req.method) ? (bearerOf(req)?.id ?? null) : null),
      }),
      handlerOf({
        name: 'writes',
        perMinute: limits.writesPerPerson,
        keyOf: (req) => {
          const bearer = isWrite(req) ? bearerOf(req) : null;
          return bearer && (bearer.personId ?? bearer.id);
        },
      }),
      handlerOf({
        name: 'parts',
        perMinute: partsPerMinute,
        keyOf: (req) => (req.method === 'PATCH' ? (bearerOf(req)?.id ?? null) : null),
      }),
    ],
    ofLogins: () =>
      handlerOf({ name: 'logins', perMinute: limits.loginsPerAddress, keyOf: addressOf }),
    ofRegistrations: () =>
      handlerOf({
        name: 'registrations',
        perMinute: limits.registrationsPerAddress,
        keyOf: addressOf,
      }),
    ofFeeds: () =>
      handlerOf({ name: 'feeds', perMinute: limits.feedsPerAddress, keyOf: addressOf }),
    admitLaunch: ({ req, res }, platformId) => {
      launching.set(req, platformId);
      return new Promise((resolve, reject) => {
        const next = (cause?: unknown) => (cause === undefined ? resolve() : reject(cause));
        void launches(req, res, next);
      });
    },
  };
}
