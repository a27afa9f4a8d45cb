import { z } from 'zod';
import { endOfDay } from '../people/index.ts';
import { typedLine } from '../web/index.ts';
import { mostOptions, resultRules, type NewPoll } from './poll.ts';

/** One option a line; empty lines are none. */
const optionsIn = (text: string) => text.split(/\r?\n/).map(typedLine).filter(Boolean);

const NoPoll = z.object({
  pollQuestion: z.string().default('').transform(typedLine).pipe(z.literal('')),
  pollOptions: z.string().default('').transform(typedLine).pipe(z.literal('')),
});

const options = z
  .string({ error: 'poll.options.few' })
  .transform(optionsIn)
  .pipe(
    z
      .array(z.string().max(100, 'poll.options.long'))
      .min(2, 'poll.options.few')
      .max(mostOptions, 'poll.options.many')
      .refine((words) => new Set(words).size === words.length, 'poll.options.twice'),
  );

/** Whose clock the writer goes by, and what it is now. */
interface Clock {
  now: Date;
  timeZone: string | null;
}

/** The end of a day of the writer's own; null for never. */
const closing = ({ now, timeZone }: Clock) =>
  z
    .union([z.literal('').transform(() => null), z.iso.date('poll.closesOn.wrong')])
    .default(null)
    .transform((day) => (day === null ? null : endOfDay(day, timeZone)))
    .refine((moment) => moment === null || moment > now, 'poll.closesOn.past');

/** Numbers that a choice of how many options can be. */
export const choiceNumbers = Array.from({ length: mostOptions }, (_, index) => `${index + 1}`);

const AddedPoll = (clock: Clock) =>
  z
    .object({
      pollQuestion: z
        .string({ error: 'poll.question.missing' })
        .transform(typedLine)
        .pipe(z.string().min(1, 'poll.question.missing').max(200, 'poll.question.long')),
      pollOptions: options,
      pollMost: z.enum(choiceNumbers, 'form.choose').default('1').transform(Number),
      pollShows: z.enum(resultRules, 'form.choose').default('always'),
      pollNames: z.literal('on').optional(),
      pollClosesOn: closing(clock),
    })
    .transform((form): NewPoll => ({
      question: form.pollQuestion,
      options: form.pollOptions,
      mostChoices: Math.min(form.pollMost, form.pollOptions.length),
      shows: form.pollShows,
      isSecret: form.pollNames === undefined,
      closesAt: form.pollClosesOn,
    }));

/** The poll that a thread's form asks for, or null where none is typed. Messages are keys of the translation files. */
export function pollIn(form: unknown, clock: Clock): z.ZodSafeParseResult<NewPoll | null> {
  if (NoPoll.safeParse(form).success) return { success: true, data: null };
  return AddedPoll(clock).safeParse(form);
}

const optionNo = z.coerce.number().int().min(1).max(mostOptions);

/** A vote, or its withdrawal. */
export const BallotForm = z.object({
  wish: z.enum(['give', 'take back']),
  choice: z
    .union([z.array(optionNo).max(mostOptions), optionNo.transform((no) => [no])])
    .default([])
    .transform((choices) => [...new Set(choices)]),
});
export type BallotForm = z.infer<typeof BallotForm>;
