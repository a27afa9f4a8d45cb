import { z } from 'zod';
import { accepted } from '../communities/index.ts';
import { rules } from '../moderation/index.ts';
import { FormKey } from '../people/index.ts';
import { typedText } from '../web/index.ts';

const to = z.uuid().nullable().catch(null).default(null);

/** What the post's author answers; null for whoever answers the post. */
export const AddressQuery = z.object({ to });

/** Messages are keys of the translation files. */
export const PrivateReplyForm = z.object({
  _key: FormKey,
  to,
  body: z
    .string({ error: 'reply.body.missing' })
    .transform(typedText)
    .pipe(z.string().min(1, 'reply.body.missing').max(32_000, 'post.body.long')),
  accepted,
});

/** Takes it back, or undoes that. */
export const WithdrawalForm = z.object({ wish: z.enum(['give', 'take back']) });

export const RemovalForm = z.object({});

export const ReportForm = z
  .object({
    reason: z.enum(rules, 'report.reason.missing'),
    words: z
      .string()
      .default('')
      .transform(typedText)
      .pipe(z.string().max(2000, 'moderation.words.long')),
  })
  .refine(({ reason, words }) => reason !== 'other' || words !== '', {
    path: ['words'],
    error: 'report.words.missing',
  });

/** What a facilitator decides about a reported one. */
export const OutcomeForm = z.object({ outcome: z.enum(['upheld', 'rejected']) });
