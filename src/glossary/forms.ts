import { z } from 'zod';
import { typedLine, typedText } from '../web/index.ts';

/** The id at the end of an article's address, whichever of its addresses that is. */
const articleAddress =
  /\/(?:articles|knowledge)\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?:[/?#].*)?$/;

export const TermForm = z.object({
  term: z
    .string({ error: 'glossary.term.missing' })
    .transform((text) => typedLine(text).normalize('NFC'))
    .pipe(z.string().min(1, 'glossary.term.missing').max(100, 'glossary.term.long')),
  meaning: z
    .string({ error: 'glossary.meaning.missing' })
    .transform(typedText)
    .pipe(z.string().min(1, 'glossary.meaning.missing').max(500, 'glossary.meaning.long')),
  /** The id of the article whose address was typed; null where none was. */
  article: z
    .string()
    .catch('')
    .transform(typedLine)
    .transform((text, context) => {
      const id = articleAddress.exec(text)?.[1] ?? null;
      if (text === '' || id !== null) return id;
      context.addIssue({ code: 'custom', message: 'glossary.article.unknown' });
      return z.NEVER;
    }),
});
export type TermForm = z.infer<typeof TermForm>;
