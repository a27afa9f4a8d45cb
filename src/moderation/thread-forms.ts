import { z } from 'zod';
import { postsPerPage, threadTitle } from '../discussions/index.ts';

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

/** Which threads are looked for, and which of them was chosen; nonsense reads as none. */
export const MergeQuery = z.object({
  words: z
    .string()
    .transform((text) => text.replaceAll('\0', '').trim().slice(0, 255))
    .catch(''),
  into: z.uuid().nullable().catch(null),
});

/** The thread that another is merged into. */
export const MergeForm = z.object({ into: z.uuid('mergeThread.into.missing') });

const postNo = z.coerce.number().int().min(2).max(1_000_000);

/** The posts that get a thread of their own, and its title. Messages are keys of the translation files. */
export const SplitForm = z.object({
  title: threadTitle,
  posts: z
    .union([z.array(postNo).max(postsPerPage), postNo], 'split.posts.missing')
    .transform((chosen) => (Array.isArray(chosen) ? chosen : [chosen])),
});

export const SplitQuery = z.object({ from: postNo.catch(1).default(1) });
