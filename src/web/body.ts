import type { Request } from 'express';
import type { z } from 'zod';
import { Invalid } from '../errors.ts';

/**
 * What the form of a page of ours sent, where nothing is typed that could be wrong.
 *
 * @throws Invalid when something else sent it, or the page is older than the program
 */
export function bodyOf<T>(req: Request, form: z.ZodType<T>): T {
  const { data, error } = form.safeParse(req.body);
  if (data === undefined) throw new Invalid('No form of ours sends that', { cause: error });
  return data;
}
