import type { CookieOptions, Request, Response } from 'express';
import { parseCookie } from 'cookie';

const lifetimeMs = 10 * 60_000;

// Partitioned comes back inside another site's frame where third-party cookies are blocked; Lax would not
// come back with the form post at all.
const attributes: CookieOptions = {
  path: '/',
  httpOnly: true,
  secure: true,
  sameSite: 'none',
  partitioned: true,
};

const nameOf = (label: string) => `__Host-login-${label}`;

/** Gives the browser its proof; one cookie a login, so that tabs do not overwrite each other's. */
export function setLoginCookie(res: Response, label: string, proof: string): void {
  res.cookie(nameOf(label), proof, { ...attributes, maxAge: lifetimeMs });
}

export function loginCookie(req: Request, label: string): string | null {
  return parseCookie(req.get('cookie') ?? '')[nameOf(label)] ?? null;
}

export function clearLoginCookie(res: Response, label: string): void {
  res.clearCookie(nameOf(label), attributes);
}
