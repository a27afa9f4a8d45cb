import type { Response } from 'express';

interface Policy {
  /** Origins that may hold the page in a frame; `any` only for pages that act for nobody. */
  frameAncestors: string[] | 'any';
  /** Origins besides ours that a form of the page may post to. */
  formTargets?: string[];
}

const framed = new WeakSet<Response>();

/** Whether some origin was already named that may hold this answer in a frame. */
export function isFramed(res: Response): boolean {
  return framed.has(res);
}

/** Sets what the page may load, post to and be framed by. Nothing inline, nothing from elsewhere. */
export function setContentSecurity(
  res: Response,
  { frameAncestors, formTargets = [] }: Policy,
): void {
  if (frameAncestors === 'any' || frameAncestors.length > 0) framed.add(res);
  const ancestors = frameAncestors === 'any' ? ['*'] : ["'self'", ...frameAncestors];
  const directives = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    `frame-ancestors ${ancestors.join(' ')}`,
  ];
  res.set('Content-Security-Policy', directives.join('; '));
}
