import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { z } from 'zod';
import { pages } from './paths.ts';
import { notFound, Refusal } from './refusal.ts';

/** For addresses that lead nowhere. */
export function nothingHere(): RequestHandler {
  return () => {
    throw notFound('page');
  };
}

/** Say no in the way the caller understands: JSON to services, a page to people. */
export function sayNo(): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const refusal = refusalFrom(error);
    res.status(refusal.status);
    if (isService(req)) {
      if ([401, 403].includes(refusal.status) && !req.path.endsWith('/lti/token')) {
        res.set('WWW-Authenticate', `Bearer realm="Demo LMS", error="${refusal.code}"`);
      }
      res.json({ error: refusal.code, error_description: refusal.message });
      return;
    }
    res.render('refusal', {
      layout: 'bare',
      title: 'That did not work',
      sentence: refusal.message,
      code: refusal.code,
      welcomeHref: pages.welcome(),
    });
  };
}

const requestFaultSchema = z.object({
  status: z.number().int().min(400).max(499),
  message: z.string(),
});

/** Faults found by the parsers of Express carry a status; whatever else happens is our own fault. */
function refusalFrom(error: unknown): { status: number; code: string; message: string } {
  if (error instanceof Refusal) return error;
  const fault = requestFaultSchema.safeParse(error);
  if (fault.success) {
    const message = `The request could not be read: ${fault.data.message}.`;
    return { status: fault.data.status, code: 'invalid_request', message };
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return { status: 500, code: 'server_error', message: 'The demo LMS made a mistake of its own.' };
}

function isService({ path }: Request): boolean {
  return /^\/[^/]+\/(?:\.well-known|lti\/(?:token|registrations|courses|jwks))/.test(path);
}
