import { z } from 'zod';
import { threadTitle } from '../discussions/index.ts';
import { articleKinds } from '../knowledge/index.ts';
import { FormKey } from '../people/index.ts';

const postNo = z.coerce.number().int().positive().max(1_000_000);

/** More than this is no longer read by whoever makes an article of it. */
const mostPosts = 100;
const numbers = z
  .preprocess(
    (given) => (given === undefined ? [] : [given].flat()),
    z.array(postNo).max(mostPosts),
  )
  .transform((given) => [...new Set(given)].toSorted((left, right) => left - right));

/** The posts that were chosen so far, and the page of the thread that is looked at. */
export const ChoiceQuery = z.object({
  post: numbers.catch([]),
  from: postNo.catch(1),
  title: z.string().max(1000).catch(''),
  kind: z.enum(articleKinds).catch('page'),
});
export type ChoiceQuery = z.infer<typeof ChoiceQuery>;

export const ChoiceForm = z.object({
  post: numbers.refine((chosen) => chosen.length > 0, 'sources.none'),
  title: threadTitle,
  kind: z.enum(articleKinds, 'form.choose'),
  _key: FormKey,
});
export type ChoiceForm = z.infer<typeof ChoiceForm>;
