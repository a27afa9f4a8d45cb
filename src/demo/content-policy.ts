import type { RequestHandler, Response } from 'express';

/** What a page may hold besides its own. */
export interface Guests {
  /** Addresses shown in a frame. */
  frames?: readonly string[];
  /** Addresses a form is posted to. */
  forms?: readonly string[];
}

/** Headers of every answer: nothing is kept, nothing strange is loaded, only the LMS frames itself. */
export function safeHeaders(): RequestHandler {
  return (_req, res, next) => {
    res.set({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'X-Content-Type-Options': 'nosniff',
    });
    letIn(res, {});
    next();
  };
}

/** Let a page frame these tools, or post to them. */
export function letIn(response: Response, { frames = [], forms = [] }: Guests): void {
  const directives = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `frame-src ${sources(frames)}`,
    `form-action ${sources(forms)}`,
    "frame-ancestors 'self'",
    "base-uri 'none'",
  ];
  response.set('Content-Security-Policy', directives.join('; '));
}

function sources(addresses: readonly string[]): string {
  return ["'self'", ...new Set(addresses.map((address) => new URL(address).origin))].join(' ');
}
