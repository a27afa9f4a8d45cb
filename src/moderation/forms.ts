import { z } from 'zod';
import { FormKey } from '../people/index.ts';
import { typedText } from '../web/index.ts';
import { rules, type Act, type Rule } from './decision.ts';

const mostWords = 2000;
const optionalWords = z
  .string()
  .default('')
  .transform(typedText)
  .pipe(z.string().max(mostWords, 'moderation.words.long'));
const words = (missing: string) =>
  z
    .string({ error: missing })
    .transform(typedText)
    .pipe(z.string().min(1, missing).max(mostWords, 'moderation.words.long'));

/** Telling the facilitators of a post. Messages are keys of the translation files. */
export const ReportForm = z
  .object({
    _key: FormKey,
    reason: z.enum(rules, 'report.reason.missing'),
    words: optionalWords,
  })
  .refine(({ reason, words: said }) => reason !== 'other' || said !== '', {
    path: ['words'],
    error: 'report.words.missing',
  });

/** A decision, as every act's form comes out. */
interface Decision {
  _key: string;
  rule: Rule | null;
  words: string;
  redacted: { body: string; tried: string; revision: number } | null;
}

const against = z.object({
  _key: FormKey,
  rule: z.enum(rules, 'decision.rule.missing'),
  words: words('decision.words.missing'),
});
const againstForm = against.transform((form): Decision => ({ ...form, redacted: null }));

const redactForm = against
  .extend({
    body: z
      .string({ error: 'reply.body.missing' })
      .transform(typedText)
      .pipe(z.string().min(1, 'reply.body.missing').max(32_000, 'post.body.long')),
    tried: z
      .string()
      .default('')
      .transform(typedText)
      .pipe(z.string().max(32_000, 'post.body.long')),
    revision: z.coerce.number().int().positive(),
  })
  .transform(({ body, tried, revision, ...form }): Decision => ({
    ...form,
    redacted: { body, tried, revision },
  }));

const inFavour = z
  .object({ _key: FormKey, words: optionalWords })
  .transform((form): Decision => ({ ...form, rule: null, redacted: null }));

// Standing by a decision is said to whoever appealed.
const upholdForm = z
  .object({ _key: FormKey, words: words('decision.answer.missing') })
  .transform((form): Decision => ({ ...form, rule: null, redacted: null }));

/** What each act asks for. */
export const decisionForms = {
  hide: againstForm,
  redact: redactForm,
  delete: againstForm,
  restore: inFavour,
  leave: inFavour,
  uphold: upholdForm,
} satisfies Record<Act, z.ZodType<Decision>>;

export const UnsealForm = z.object({ words: words('unseal.words.missing') });

/** What an author says to a decision: that it is wrong, or that they changed the post since. */
export const AppealForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('appeal'), words: words('appeal.words.missing') }),
  z.object({ kind: z.literal('mended') }),
]);

export const LogQuery = z.object({ after: z.uuid().nullable().catch(null) });
