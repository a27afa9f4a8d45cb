import { z } from 'zod';
import { typedLine } from '../web/index.ts';
import { finds } from './document.ts';

const longestQuery = 200;
const mostPages = 10;

/** What an address asks for; nonsense reads as nothing asked. */
export const SearchForm = z.object({
  q: z
    .string()
    .catch('')
    .transform((typed) => typedLine(typed).slice(0, longestQuery)),
  kind: z.enum(finds).nullable().catch(null),
  /** Whether the last word is the beginning of one, as it stood in the box while it was typed. */
  begun: z
    .literal('on')
    .transform(() => true)
    .catch(false),
  page: z.coerce.number().int().min(1).max(mostPages).catch(1),
});
export type SearchForm = z.infer<typeof SearchForm>;
