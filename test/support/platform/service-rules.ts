import type { Request, Response } from 'express';

/** Answers 403 unless the caller's token carries one of the scopes. */
export function hasScope(response: Response, ...wanted: string[]): boolean {
  const scopes: unknown = response.locals['scopes'];
  if (Array.isArray(scopes) && wanted.some((scope) => scopes.includes(scope))) return true;
  response.status(403).json({ error: 'insufficient_scope', wanted });
  return false;
}

/** Answers 406 unless exactly this media type is accepted: Moodle wants it so. */
export function accepts(request: Request, response: Response, type: string): boolean {
  if (request.get('accept') === type) return true;
  response.status(406).json({ error: 'not_acceptable', wanted: type });
  return false;
}

/** One page of a list; says in a Link header where the next one is. */
export function page<Item>(
  request: Request,
  response: Response,
  items: readonly Item[],
  { origin, most = Number.POSITIVE_INFINITY }: { origin: string; most?: number },
): Item[] {
  const url = new URL(request.originalUrl, origin);
  const limit = Math.min(most, Number(url.searchParams.get('limit') ?? items.length));
  const from = Number(url.searchParams.get('from') ?? 0);
  if (from + limit < items.length) {
    url.searchParams.set('from', String(from + limit));
    response.append('link', `<${url.href}>; rel="next"`);
  }
  return items.slice(from, from + limit);
}
