import { z } from 'zod';
import { accepted } from '../communities/index.ts';
import { Plan } from './plan.ts';

const json = z.string('document.plan.missing').transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'document.plan.missing' });
    return z.NEVER;
  }
});

/** What comes in. Messages are keys of the translation files. */
export const BringForm = z.object({ plan: json.pipe(Plan) });

/** What becomes of it. */
export const WishForm = z.object({ wish: z.enum(['publish', 'draft'], 'form.choose'), accepted });
