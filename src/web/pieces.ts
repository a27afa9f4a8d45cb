/**
 * What a page has many of, encoded one by one. Of a page of fifty posts as one string V8 makes a flat copy first, too
 * large for where it keeps what is short-lived: that alone takes up to a fifth of all that such a page costs.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { HelperOptions } from 'handlebars';

/** Stands for a piece in the text around it. Nobody who writes can know it. */
const mark = randomUUID();
const Pieces = z.custom<Buffer[]>(Array.isArray);

/**
 * The block helper `apart`, for one of many, on pages that are told where their `pieces` go.
 *
 * @throws Error around another
 */
export function apart(one: unknown, { fn, data }: HelperOptions): string {
  const pieces = Pieces.parse(data.root.pieces);
  const before = pieces.length;
  const text = fn(one);
  if (pieces.length > before) throw new Error('A piece of a page stands in another');
  pieces.push(Buffer.from(text));
  return mark;
}

/** @param page with a mark for each of the pieces, in their order */
export function gather(page: string, pieces: readonly Buffer[]): string | Buffer {
  if (pieces.length === 0) return page;
  const around = page.split(mark);
  return Buffer.concat(
    around.flatMap((text, index) => [Buffer.from(text), pieces[index] ?? Buffer.alloc(0)]),
  );
}
