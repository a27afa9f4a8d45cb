import { z } from 'zod';
import { accepted } from '../communities/index.ts';
import { FormKey } from '../people/index.ts';
import { standings } from '../standing/index.ts';
import { typedLine, typedText, webAddressOf } from '../web/index.ts';
import { holderKinds, outcomes } from './story.ts';

const url = z
  .string()
  .catch('')
  .transform(typedLine)
  .transform((text, context) => {
    const address = text === '' ? null : webAddressOf(text);
    if (text === '' || address !== null) return address;
    context.addIssue({ code: 'custom', message: 'resource.url.wrong' });
    return z.NEVER;
  });

/** What is told, whatever it is of. Messages are keys of the translation files. */
const told = {
  outcome: z.enum(outcomes, 'story.outcome.missing'),
  tried: z
    .string({ error: 'story.tried.missing' })
    .transform(typedText)
    .pipe(z.string().min(1, 'story.tried.missing').max(32_000, 'post.body.long')),
  numbers: z
    .string()
    .catch('')
    .transform(typedLine)
    .pipe(z.string().max(500, 'story.numbers.long')),
  url,
};

/** What a story is of, as a form or an address names it. */
export const About = z.object({ kind: z.enum(holderKinds), of: z.uuid() });
export type About = z.infer<typeof About>;

export const TellForm = z.object({ ...told, ...About.shape, _key: FormKey, accepted });
export type TellForm = z.infer<typeof TellForm>;

export const EditForm = z.object(told);
export type EditForm = z.infer<typeof EditForm>;

/** A reason is asked for where somebody else's is withdrawn. */
export const StandingForm = z.object({
  standing: z.enum(standings),
  reason: z.string().catch('').transform(typedText).pipe(z.string().max(2000, 'story.reason.long')),
});

/** Which stories, and where the list goes on; nonsense reads as all of them, the newest first. */
export const StoriesQuery = z.object({
  show: z.enum(standings).catch('shown'),
  outcome: z.enum(outcomes).nullable().catch(null),
  kind: z.enum(holderKinds).nullable().catch(null),
  of: z.uuid().nullable().catch(null),
  before: z.uuid().nullable().catch(null),
});
export type StoriesQuery = z.infer<typeof StoriesQuery>;
