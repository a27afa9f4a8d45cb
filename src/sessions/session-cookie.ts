import { parseCookie } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';

const name = '__Host-session';

const attributes: CookieOptions = {
  path: '/',
  httpOnly: true,
  secure: true,
  sameSite: 'none',
  partitioned: true,
};

/** Carried for the browser session; the server decides when it ends. */
export function setSessionCookie(res: Response, token: string): void {
  res.cookie(name, token, attributes);
}

/** The token of this request: a page that carries it by itself speaks louder than a cookie. */
export function sessionTokenOf(req: Request): string | null {
  const [scheme, carried] = (req.get('authorization') ?? '').split(' ');
  if (scheme === 'Bearer' && carried) return carried;
  return parseCookie(req.get('cookie') ?? '')[name] ?? null;
}
