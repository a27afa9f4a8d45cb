import type { RequestHandler } from 'express';
import { Refusal } from './refusal.ts';

/**
 * Buttons of the LMS work only from its own pages: there is no session to steal here, but a tool's
 * page must not press them either.
 */
export function ownFormsOnly(origin: string): RequestHandler {
  return (req, _res, next) => {
    const fetchSite = req.get('sec-fetch-site');
    const from = req.get('origin');
    const foreign =
      fetchSite === undefined
        ? from !== undefined && from !== origin
        : !['same-origin', 'none'].includes(fetchSite);
    if (req.method !== 'GET' && req.method !== 'HEAD' && foreign) {
      throw new Refusal(403, 'access_denied', 'This button was pressed from another site.');
    }
    next();
  };
}
