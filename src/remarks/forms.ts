import { z } from 'zod';
import { secondsOfClock } from '../watching/index.ts';

/** The moment of a recording that something is said of; a blank field is about all of it. Messages are keys of the translation files. */
export const MomentForm = z.object({
  moment: z
    .string()
    .catch('')
    .transform((typed, context) => {
      if (typed.trim() === '') return null;
      const seconds = secondsOfClock(typed);
      if (seconds !== null) return seconds;
      context.addIssue({ code: 'custom', message: 'remark.moment.wrong' });
      return z.NEVER;
    }),
});
