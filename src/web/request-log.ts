import { randomBytes } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';

/** What is told of a request once it is over. */
export interface AnsweredRequest {
  method: string;
  /** The pattern, or null where nothing of ours matched. */
  route: string | null;
  status: number;
  seconds: number;
}

interface Logged {
  log: Logger;
  reference: string;
}

const requests = new WeakMap<Response, Logged>();

function loggedOf(res: Response): Logged {
  const logged = requests.get(res);
  if (!logged) throw new Error('requestLog is not in use');
  return logged;
}

/** The logger of this request; every line carries its reference. */
export function logOf(res: Response): Logger {
  return loggedOf(res).log;
}

/** Short enough to be read over a telephone; shown on error pages. */
export function referenceOf(res: Response): string {
  return loggedOf(res).reference;
}

function routeOf(req: Request): string | null {
  const pattern: unknown = req.route?.path;
  return typeof pattern === 'string' ? req.baseUrl + pattern : null;
}

/**
 * One line a request: method, route, status, duration. The route is the pattern, never the address:
 * addresses can hold invitations and names of people.
 *
 * @param observe told of each request when it is over, whether answered or given up
 */
export function requestLog(
  log: Logger,
  observe: (answered: AnsweredRequest) => void = () => {},
): RequestHandler {
  return (req, res, next) => {
    const reference = randomBytes(5).toString('hex');
    const started = performance.now();
    const child = log.child({ reference });
    requests.set(res, { log: child, reference });
    res.set('X-Request-Id', reference);
    res.once('close', () => {
      const milliseconds = performance.now() - started;
      // Whoever hung up got no answer; 499 is what proxies write for it.
      const status = res.writableFinished ? res.statusCode : 499;
      const answered = { method: req.method, route: routeOf(req), status };
      child.info({ ...answered, milliseconds: Math.round(milliseconds) });
      observe({ ...answered, seconds: milliseconds / 1000 });
    });
    next();
  };
}
