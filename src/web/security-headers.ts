import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { setContentSecurity } from './content-security.ts';

/** The headers of every answer, whoever gives it: pages, files, and what only machines read. */
export function securityHeaders(): RequestHandler {
  return helmet({
    // Set page by page in content-security.ts, which knows who may frame it.
    contentSecurityPolicy: false,
    xFrameOptions: false,
    // The page in a new tab asks the frame that opened it to vouch for the browser.
    crossOriginOpenerPolicy: false,
    // Nothing leaves for other sites; between our own pages a write must say where it comes from.
    referrerPolicy: { policy: 'same-origin' },
  });
}

const permissions = 'camera=(self), microphone=(self), display-capture=(self), geolocation=()';

/** The headers of every page. One that knows its platform widens `frame-ancestors` afterwards. */
export function pageHeaders(): RequestHandler {
  return (_req, res, next) => {
    setContentSecurity(res, { frameAncestors: [] });
    res.set('Permissions-Policy', permissions);
    res.set('Cache-Control', 'no-store');
    next();
  };
}
