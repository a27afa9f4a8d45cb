import { z } from 'zod';
import { accepted } from '../communities/index.ts';
import { FormKey } from '../people/index.ts';
import { typedText } from '../web/index.ts';
import { lists } from './list-store.ts';
import { reactionKinds } from './post.ts';
import { ideaStates, threadKinds, watchLevels } from './thread.ts';

const words = (missing: string) =>
  z.string({ error: missing }).transform(typedText).pipe(z.string().min(1, missing));
const optionalWords = (limit: number, long: string) =>
  z.string().default('').transform(typedText).pipe(z.string().max(limit, long));

/** What a thread is called. */
export const threadTitle = words('thread.title.missing').pipe(
  z.string().max(255, 'thread.title.long'),
);
const body = (missing: string) => words(missing).pipe(z.string().max(32_000, 'post.body.long'));
const tried = optionalWords(32_000, 'post.body.long');
const anonymous = z
  .literal('on')
  .optional()
  .transform((ticked) => ticked === 'on');
/** Whether this form has come back with a warning before. */
const warned = z
  .literal('on')
  .optional()
  .catch(undefined)
  .transform((seen) => seen === 'on');

/** Starting a thread. Messages are keys of the translation files. */
export const NewThreadForm = z
  .object({
    _key: FormKey,
    kind: z.enum(threadKinds, 'thread.kind.missing'),
    title: threadTitle,
    topic: z.union([z.literal(''), z.uuid()], 'thread.topic.unknown').default(''),
    body: body('thread.body.missing'),
    tried,
    anonymous,
    warned,
    accepted,
  })
  .transform(({ anonymous: isAnonymous, warned: isWarned, ...form }) => ({
    ...form,
    isAnonymous,
    isWarned,
  }));

/** Asking from outside: a title, and what there is to say of it. */
export const QuestionForm = z
  .object({ _key: FormKey, title: threadTitle, body: body('thread.body.missing'), warned })
  .transform(({ warned: isWarned, ...form }) => ({ ...form, isWarned }));

/** Saying more of what one asked from outside. */
export const AnswerForm = z
  .object({ _key: FormKey, body: body('reply.body.missing'), warned })
  .transform(({ warned: isWarned, ...form }) => ({ ...form, isWarned }));

const postNo = z.coerce.number().int().positive().max(1_000_000);
const optionalPostNo = z.union([z.literal('').transform(() => null), postNo]).catch(null);

export const ReplyForm = z
  .object({
    _key: FormKey,
    body: body('reply.body.missing'),
    to: optionalPostNo.default(null),
    anonymous,
    warned,
    accepted,
  })
  .transform(({ anonymous: isAnonymous, warned: isWarned, to: parentNo, ...form }) => ({
    ...form,
    parentNo,
    isAnonymous,
    isWarned,
  }));

/** Changing one's own post; the title goes with the first post alone. */
export const EditForm = z
  .object({
    title: threadTitle.optional(),
    body: body('reply.body.missing'),
    tried,
    reason: optionalWords(500, 'edit.reason.long'),
    revision: z.coerce.number().int().positive(),
    warned,
  })
  .transform(({ warned: isWarned, ...form }) => ({ ...form, isWarned }));
export type EditForm = z.infer<typeof EditForm>;

const wish = z.enum(['give', 'take back']);
/** Something that is given or taken back by one button. */
export const WishForm = z.object({ wish });
export type WishForm = z.infer<typeof WishForm>;
const reaction = z.enum(reactionKinds);
/** One button gives it, another takes it back. */
export const ReactionForm = z.union([
  z.object({ give: reaction }).transform(({ give }) => ({ kind: give, wish: 'give' as const })),
  z
    .object({ take: reaction })
    .transform(({ take }) => ({ kind: take, wish: 'take back' as const })),
]);
export type ReactionForm = z.infer<typeof ReactionForm>;

export const StepForm = z.object({
  state: z.enum(ideaStates, 'form.choose'),
  reason: words('idea.reason.missing').pipe(z.string().max(2000, 'idea.reason.long')),
});
export type StepForm = z.infer<typeof StepForm>;

/** How closely something is to be followed; `inherited` leaves it to what holds around it. */
export const WatchChoice = z.enum([...watchLevels, 'inherited']);
export type WatchChoice = z.infer<typeof WatchChoice>;

export const WatchForm = z.object({ level: WatchChoice });
export type WatchForm = z.infer<typeof WatchForm>;

/** What somebody chose for the whole community, and for its topics by their ids. */
export const FollowingForm = z
  .object({ community: z.enum(watchLevels) })
  .catchall(WatchChoice.optional().catch(undefined));
export type FollowingForm = z.infer<typeof FollowingForm>;

export const ReadingForm = z.object({ upTo: z.coerce.number().int().min(0).max(1_000_000) });
export type ReadingForm = z.infer<typeof ReadingForm>;

const cursor = /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z_[0-9a-f-]{36}$/;

/** Which threads a list shows, and where it goes on; nonsense reads as everything, from the beginning. */
export const ListQuery = z.object({
  show: z.enum(lists).catch('all'),
  kind: z.enum(threadKinds).nullable().catch(null),
  topic: z.uuid().nullable().catch(null),
  after: z
    .string()
    .regex(cursor)
    .transform((text) => {
      const [moment = '', id = ''] = text.split('_');
      return { lastPostAt: new Date(moment), id };
    })
    .refine(
      ({ lastPostAt, id }) => !Number.isNaN(lastPostAt.getTime()) && z.uuid().safeParse(id).success,
    )
    .nullable()
    .catch(null),
});
export type ListQuery = z.infer<typeof ListQuery>;

export const ThreadQuery = z.object({
  from: postNo.nullable().catch(null),
  /** The post that the reply below answers. */
  to: postNo.nullable().catch(null),
  /** A page that only looks what changed in it reads no further. */
  peek: z.literal('1').nullable().catch(null),
});

const count = z.coerce.number().int().min(0).max(10_000_000).catch(0);
/** How far the page shows the thread that it asks about. */
export const LiveQuery = z.object({ lastPostNo: count, changes: count });

/** Whoever has no scripts asks with a button whether something like it is there already. */
export const LookForm = z.object({ look: z.literal('on') });

/** What is typed while somebody begins a thread. */
export const LikeQuery = z.object({
  title: z
    .string()
    .catch('')
    .transform((text) => typedText(text).slice(0, 255)),
});

/** What a new thread begins as. */
export const BeginQuery = z.object({ kind: z.enum(threadKinds).catch('question') });
