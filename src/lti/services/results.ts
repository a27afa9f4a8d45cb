import { z } from 'zod';
import { PlatformUnreachable } from '../../errors.ts';
import { beneath, type Gradebook, gradeScope, grantedScope } from './gradebook.ts';
import { roundedPoints } from './line-item.ts';
import { readPages, withQuery } from './pages.ts';
import { parseAnswer } from './platform-json.ts';
import type { ServicePlatform } from './service-token.ts';
import type { Services } from './services.ts';

/** What stands in the gradebook for one person. */
export interface Result {
  userId: string;
  /** Null where nothing stands there. */
  resultScore: number | null;
  resultMaximum: number | null;
  comment: string | null;
}

const containerType = 'application/vnd.ims.lis.v2.resultcontainer+json';
const listLimits = { maxPages: 1000, timeoutMs: 10_000, limitBytes: 16 * 1024 * 1024 };

const points = z
  .number()
  .nullish()
  .catch(null)
  .transform((value) => (typeof value === 'number' ? roundedPoints(value) : null));

const result = z.object({
  userId: z.union([z.string().min(1), z.number().transform(String)]),
  resultScore: points,
  resultMaximum: points,
  comment: z
    .string()
    .nullish()
    .catch(null)
    .transform((value) => value || null),
});

/**
 * Reads what the gradebook holds for a line item, for everyone or one person. The platform chooses the size
 * of its pages: Moodle breaks when asked for a `limit` here.
 *
 * @throws Forbidden without the scope, NotFound when the line item is gone; PlatformUnreachable too when
 *   the list has no end
 * @see [AGS 2.0, Result service](https://www.imsglobal.org/spec/lti-ags/v2p0/)
 */
export async function results(
  services: Services,
  platform: ServicePlatform,
  gradebook: Gradebook,
  { lineItemUrl, userId }: { lineItemUrl: string; userId?: string },
): Promise<Result[]> {
  const scope = grantedScope(gradebook, gradeScope.result);
  const url = withQuery(beneath(lineItemUrl, 'results'), { user_id: userId });
  const { host } = new URL(url);
  const found: Result[] = [];
  let isWhole = false;
  const request = { url, scope, accept: containerType, ...listLimits };
  for await (const page of readPages(services, platform, request)) {
    const entries = parseAnswer(z.array(z.unknown()), page.answer.text, host);
    found.push(...entries.flatMap((entry) => result.safeParse(entry).data ?? []));
    isWhole = page.isLast;
  }
  if (!isWhole)
    throw new PlatformUnreachable(`${host} lists results without end`, {
      reason: 'garbled',
    });
  return found.filter((entry) => userId === undefined || entry.userId === userId);
}
