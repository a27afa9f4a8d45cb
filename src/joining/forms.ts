import { z } from 'zod';
import { codeLength } from './code.ts';

/** A code as it may be typed: in small letters, with blanks or hyphens wherever. */
export const CodeForm = z.object({
  code: z
    .string('joins.code.missing')
    .transform((typed) => typed.replaceAll(/[\s-]/g, '').toUpperCase())
    .pipe(z.string().length(codeLength, 'joins.code.length')),
});
