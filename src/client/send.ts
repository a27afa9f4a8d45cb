/** Sends fields as a form would, without leaving the page, and with the session that the page may carry. */
import { carriedHeaders } from './carry-session.ts';

interface Way {
  /** Asks for what can be put into the page, instead of a page. */
  isPart?: boolean;
  /** The page is going; the request stays behind and goes on. */
  outlivesPage?: boolean;
}

/** Browsers let only so much stay behind. */
const mostLeftBehind = 60_000;

/** @throws TypeError when nothing could be reached */
export function send(
  path: string,
  fields: URLSearchParams,
  { isPart = false, outlivesPage = false }: Way = {},
): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    body: fields,
    keepalive: outlivesPage && fields.toString().length < mostLeftBehind,
    headers: { ...carriedHeaders(), ...(isPart ? { 'HX-Request-Type': 'partial' } : {}) },
  });
}
