import { PlatformUnreachable } from '../../errors.ts';
import type { OutboundAnswer } from '../outbound.ts';
import { findLink } from './link-header.ts';
import type { ServicePlatform } from './service-token.ts';
import type { Services } from './services.ts';

export interface PagedRequest {
  url: string;
  scope: string;
  accept: string;
  maxPages: number;
  timeoutMs: number;
  limitBytes: number;
  /** Asks for no further page once it is aborted. */
  signal?: AbortSignal | undefined;
}

export interface Page {
  answer: OutboundAnswer;
  url: string;
  /** Whether the platform says that nothing follows. False too where we decline to follow. */
  isLast: boolean;
}

/**
 * Follows `rel="next"` from page to page. Goes no further than `maxPages`, never to a page twice, and never
 * to another host, which would be shown the token; then the final page's `isLast` is false.
 */
export async function* readPages(
  services: Services,
  platform: ServicePlatform,
  { url: start, scope, accept, maxPages, signal, ...limits }: PagedRequest,
): AsyncGenerator<Page> {
  const seen = new Set<string>();
  let url: string | null = start;
  while (url !== null && !seen.has(url) && seen.size < maxPages) {
    signal?.throwIfAborted();
    seen.add(url);
    const answer = await services.call(platform, scope, url, { accept, ...limits });
    const next = findLink(answer.headers['link'], 'next');
    yield { answer, url, isLast: next === null };
    url = next === null ? null : sameHostUrl(next, url);
  }
}

/**
 * The link as an absolute URL, or null when it leads to another host. Behind a proxy a platform may think
 * it is asked by http; the scheme stays the one it was asked by.
 */
export function sameHostUrl(link: string, base: string): string | null {
  if (!URL.canParse(link, base)) return null;
  const target = new URL(link, base);
  const { protocol, hostname, port } = new URL(base);
  if (target.protocol === 'http:' && protocol === 'https:') target.protocol = protocol;
  const isSame =
    target.protocol === protocol && target.hostname === hostname && target.port === port;
  return isSame ? target.href : null;
}

/** The URL with these query parameters set and its own kept: Moodle's service URLs carry some. */
export function withQuery(
  url: string,
  parameters: Readonly<Record<string, string | number | undefined>>,
): string {
  const target = serviceUrl(url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) target.searchParams.set(name, String(value));
  }
  return target.href;
}

/** @throws PlatformUnreachable for what is no absolute URL */
export function serviceUrl(url: string): URL {
  if (URL.canParse(url)) return new URL(url);
  throw new PlatformUnreachable('The platform gave an address that is no URL', {
    reason: 'garbled',
  });
}
