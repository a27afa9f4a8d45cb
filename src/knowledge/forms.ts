import { z } from 'zod';
import { accepted } from '../communities/index.ts';
import { FormKey } from '../people/index.ts';
import { standings } from '../standing/index.ts';
import { typedLine, typedText } from '../web/index.ts';
import { articleKinds } from './article.ts';
import { holdings } from './check.ts';

const none = z.literal('').transform(() => null);
const revisionNo = z.coerce.number().int().min(1).max(1_000_000_000);

const title = z
  .string({ error: 'article.title.missing' })
  .transform(typedLine)
  .pipe(z.string().min(1, 'article.title.missing').max(255, 'article.title.long'));

const body = z
  .string({ error: 'article.body.missing' })
  .transform(typedText)
  .pipe(z.string().min(1, 'article.body.missing').max(32_000, 'article.body.long'));

/** What is to become of the words: everybody reads them, a reviewer looks at them, or they only stay. */
const wishes = ['publish', 'ask', 'draft'] as const;
export type Wish = (typeof wishes)[number];

/** Words of an article, and what is to become of them. Messages are keys of the translation files. */
const written = {
  title,
  body,
  wish: z.enum(wishes, 'form.choose'),
  /** A word to whoever reviews it. */
  note: z.string().catch('').transform(typedText).pipe(z.string().max(2000, 'article.note.long')),
  _key: FormKey,
  accepted,
};

export const NewArticleForm = z.object({
  ...written,
  kind: z.enum(articleKinds),
  section: z.union([none, z.uuid()], 'article.section.unknown').default(null),
  topic: z.union([none, z.uuid()], 'thread.topic.unknown').default(null),
});
export type NewArticleForm = z.infer<typeof NewArticleForm>;

export const ChangeForm = z.object({
  ...written,
  /** The revision that was changed. */
  base: revisionNo,
  reason: z
    .string()
    .catch('')
    .transform(typedLine)
    .pipe(z.string().max(500, 'article.reason.long')),
});
export type ChangeForm = z.infer<typeof ChangeForm>;

/** The revision that a form was begun from, however much else of it is wrong. */
export const BaseOf = z.object({ base: revisionNo.catch(1) });

/** What a new article is to be. */
export const NewQuery = z.object({
  kind: z.enum(articleKinds).nullable().catch(null),
  section: z.uuid().nullable().catch(null),
});

/** What is said to the very revision that was shown. */
export const DecisionForm = z.object({
  revision: revisionNo,
  decision: z.enum(['approved', 'changes asked'], 'form.choose'),
  answer: z.string().catch('').transform(typedText).pipe(z.string().max(2000, 'article.note.long')),
});
export type DecisionForm = z.infer<typeof DecisionForm>;

/** To have everybody read the words of an earlier revision again. */
export const BringBackForm = z.object({
  /** The latest revision that they knew of. */
  base: revisionNo,
  reason: ChangeForm.shape.reason,
});
export type BringBackForm = z.infer<typeof BringBackForm>;

export const RevisionNo = revisionNo;
export const RevisionsQuery = z.object({ before: revisionNo.nullable().catch(null) });

export const StandingForm = z.object({ standing: z.enum(standings) });

export const SectionQuery = z.object({ after: z.uuid().nullable().catch(null) });

/** For how many months it holds. */
export const CheckForm = z.object({
  months: z.coerce
    .number()
    .int()
    .refine((months) => holdings.some((each) => each === months)),
});

/** Whether it was useful; where it was not, what is missing, unless that is left as it was. */
export const VerdictForm = z.object({
  useful: z.enum(['yes', 'no'], 'form.choose'),
  missing: z
    .string()
    .transform(typedText)
    .pipe(z.string().max(500, 'verdict.missing.long'))
    .optional(),
});
export type VerdictForm = z.infer<typeof VerdictForm>;

export const MissingForm = z.object({ verdict: z.uuid() });

const sectionTitle = z
  .string({ error: 'section.name.missing' })
  .transform(typedLine)
  .pipe(z.string().min(1, 'section.name.missing').max(255, 'section.name.long'));
const parent = z.union([none, z.uuid()]).default(null);

/** What is to be done with a section: `put` has it stand in another, `place` there in front of one that does. */
export const SectionForm = z.discriminatedUnion('act', [
  z.object({ act: z.literal('add'), title: sectionTitle, parent }),
  z.object({ act: z.literal('rename'), section: z.uuid(), title: sectionTitle }),
  z.object({ act: z.literal('put'), section: z.uuid(), parent }),
  z.object({ act: z.literal('place'), section: z.uuid(), parent, before: parent }),
  z.object({ act: z.enum(['up', 'down', 'remove']), section: z.uuid() }),
]);
export type SectionForm = z.infer<typeof SectionForm>;

/** Where an article is to stand: a step from where it does, or at the end of a section. */
export const PlaceForm = z.discriminatedUnion('act', [
  z.object({ act: z.enum(['up', 'down']) }),
  z.object({
    act: z.literal('put'),
    section: NewArticleForm.shape.section,
    topic: NewArticleForm.shape.topic,
  }),
]);

/** To name a member, or to take that back. */
export const PeopleForm = z.object({ wish: z.enum(['give', 'take back']), person: z.uuid() });

/** Which members are offered to be named. */
export const PeopleQuery = z.object({
  words: z
    .string()
    .catch('')
    .transform((text) => typedLine(text).slice(0, 100)),
});
