import type { Request, RequestHandler } from 'express';
import { Forbidden } from '../errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a page of ours sent this. Every browser we serve says where a request comes from, in
 * `Sec-Fetch-Site` or `Origin`; one that says neither is no browser page.
 */
export function isFromOurPage(req: Request, origin: string): boolean {
  const site = req.get('sec-fetch-site');
  return site === undefined ? req.get('origin') === origin : site === 'same-origin';
}

/** Refuses a write that another site's page sends with our cookie. */
export function sameOriginWrites(origin: string): RequestHandler {
  return (req, _res, next) => {
    if (safeMethods.has(req.method) || isFromOurPage(req, origin)) return next();
    throw new Forbidden('A write must come from a page of ours');
  };
}
