import type { Request, Response } from 'express';
import { z } from 'zod';
import { Refusal } from './refusal.ts';

const largestPage = 100;

const pagingSchema = z.object({
  limit: z.coerce.number().int().positive().optional(),
  page: z.coerce.number().int().positive().default(1),
});

/**
 * The asked page of a list, and the `Link` to the next one, which keeps every filter.
 *
 * @param address of the list, without a query
 * @throws Refusal `invalid_request`
 * @see [RFC 8288](https://www.rfc-editor.org/rfc/rfc8288)
 */
export function pageOf<T>(
  request: Request,
  response: Response,
  address: string,
  all: readonly T[],
): readonly T[] {
  const asked = pagingSchema.safeParse(request.query);
  if (!asked.success) {
    throw new Refusal(400, 'invalid_request', 'limit and page must be whole numbers above zero.');
  }
  const limit = Math.min(asked.data.limit ?? largestPage, largestPage);
  const begin = (asked.data.page - 1) * limit;
  if (begin + limit < all.length) {
    const next = new URL(address);
    next.search = new URL(request.originalUrl, address).search;
    next.searchParams.set('limit', String(limit));
    next.searchParams.set('page', String(asked.data.page + 1));
    response.append('Link', `<${next.href}>; rel="next"`);
  }
  return all.slice(begin, begin + limit);
}
