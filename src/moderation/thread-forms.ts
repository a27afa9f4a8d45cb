import { z } from 'zod';

/** How slowly a thread can go, in seconds between two replies of one member. */
export const paces = ['0', '60', '600', '3600'] as const;
/** After how many days without a new post a thread can close by itself; '' for never. */
export const silences = ['', '7', '30', '90', '180'] as const;

const day = z
  .union([z.literal('').transform(() => null), z.iso.date('threadCare.day.wrong')])
  .default(null);

/** How a thread goes on. Messages are keys of the translation files. */
export const ThreadCareForm = z.object({
  replies: z.enum(['open', 'closed'], 'form.choose'),
  closesAfterDays: z
    .enum(silences, 'form.choose')
    .default('')
    .transform((days) => (days === '' ? null : Number(days))),
  closesOn: day,
  slowSeconds: z.enum(paces, 'form.choose').transform((seconds) => Number(seconds) || null),
  pinnedUntil: day,
});
export type ThreadCareForm = z.infer<typeof ThreadCareForm>;

/** The community that a thread moves to. */
export const MoveForm = z.object({ into: z.uuid('move.into.missing') });
