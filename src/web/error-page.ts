import type { ErrorRequestHandler, RequestHandler } from 'express';
import { z } from 'zod';
import { HouseError, NotFound, TooMany, type ErrorCode } from '../errors.ts';
import { isFramed, setContentSecurity } from './content-security.ts';
import { render } from './render.ts';
import { logOf, referenceOf } from './request-log.ts';

const statuses: Record<ErrorCode, number> = {
  not_found: 404,
  signed_out: 401,
  forbidden: 403,
  invalid: 422,
  conflict: 409,
  too_many: 429,
  launch_rejected: 400,
  platform_unreachable: 502,
  unavailable: 503,
};

const codes: Record<number, string> = { 400: 'invalid', 413: 'too_large', 415: 'invalid' };

/** Body parsers and the router speak of a bad request by a status; anything else is our own fault. */
function describe(error: unknown): { code: string; status: number } {
  if (error instanceof HouseError) return { code: error.code, status: statuses[error.code] };
  if (error instanceof Error && 'status' in error && typeof error.status === 'number') {
    const code = codes[error.status];
    if (code) return { code, status: error.status };
  }
  return { code: 'unexpected', status: 500 };
}

/** Whatever was not answered is not there. */
export function notFound(): RequestHandler {
  return () => {
    throw new NotFound('No such page');
  };
}

const Body = z.record(z.string(), z.string());

/** What a person typed into the form that failed, to be shown back to them. */
function typedWords(body: unknown): string[] {
  const fields = Object.entries(Body.safeParse(body).data ?? {});
  return fields.filter(([name, value]) => !name.startsWith('_') && value).map(([, value]) => value);
}

/**
 * Turns a failure into a page that says what happened, what was kept and what to do, with a reference
 * that is also in the log. Refusals are logged as information; what nobody foresaw, as an error.
 */
export function errorPage(): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, req, res, next) => {
    const { code, status } = describe(error);
    logOf(res)[status >= 500 ? 'error' : 'info']({ err: error, code }, 'request failed');
    if (res.headersSent) return next(error);
    // An empty frame says nothing; this page acts for nobody, so anyone may hold it.
    if (!isFramed(res)) setContentSecurity(res, { frameAncestors: 'any' });
    if (error instanceof TooMany) res.set('Retry-After', String(error.retryAfterSeconds));
    res.status(status);
    return render(req, res, code === 'signed_out' ? 'errors/signed-out' : 'errors/page', {
      code,
      reference: referenceOf(res),
      kept: typedWords(req.body),
      layout: 'bare',
    });
  };
}
