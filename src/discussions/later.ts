import { z } from 'zod';
import { momentWhen } from '../people/index.ts';

/** Whose clock the writer goes by, and what it is now. */
export interface Clock {
  now: Date;
  timeZone: string | null;
}

const NotLater = z.object({
  laterOn: z.literal('').default(''),
  laterAt: z.literal('').default(''),
});

const yearMs = 366 * 86_400_000;

/** A moment of the writer's own day and clock. */
export const LaterForm = ({ now, timeZone }: Clock) =>
  z
    .object({
      laterOn: z.iso.date('later.on.wrong'),
      laterAt: z
        .string({ error: 'later.at.wrong' })
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'later.at.wrong'),
    })
    .transform(({ laterOn, laterAt }, context) => {
      const moment = momentWhen(`${laterOn}T${laterAt}`, timeZone);
      const wrong = moment <= now ? 'later.past' : 'later.far';
      if (moment > now && moment.getTime() - now.getTime() <= yearMs) return moment;
      context.addIssue({ code: 'custom', path: ['laterOn'], message: wrong });
      return z.NEVER;
    });

/** When a new thread is to be posted, or null for at once. Messages are keys of the translation files. */
export function laterIn(form: unknown, clock: Clock): z.ZodSafeParseResult<Date | null> {
  if (NotLater.safeParse(form).success) return { success: true, data: null };
  return LaterForm(clock).safeParse(form);
}

// Neither jsonb nor text can hold NUL.
const kept = z
  .string()
  .transform((text) => text.replaceAll('\0', ''))
  .optional()
  .catch(undefined);

/** What is kept of a new thread's form until it is posted: all that its author typed or chose. */
export const KeptFields = z.object({
  kind: kept,
  title: kept,
  topic: kept,
  body: kept,
  tried: kept,
  anonymous: kept,
  pollQuestion: kept,
  pollOptions: kept,
  pollMost: kept,
  pollShows: kept,
  pollNames: kept,
  pollClosesOn: kept,
});
