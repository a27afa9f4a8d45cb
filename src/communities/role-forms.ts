import { z } from 'zod';
import { FormKey } from '../people/index.ts';

const day = (missing: string) => z.iso.date(missing);
const emptyAsNull = z.literal('').transform(() => null);

/**
 * The end of one's own term: a day from today on, or none. Messages are keys of the translation files.
 *
 * @param today YYYY-MM-DD
 */
export const termForm = (today: string) =>
  z.discriminatedUnion(
    'lasts',
    [
      z.object({ lasts: z.literal('ongoing') }).transform(() => ({ endsOn: null })),
      z.object({
        lasts: z.literal('until'),
        endsOn: day('roles.day.missing').refine((end) => end >= today, 'roles.day.past'),
      }),
    ],
    'roles.lasts.missing',
  );

/**
 * Asking a member to help lead.
 *
 * @param today YYYY-MM-DD
 */
export const nominationForm = (today: string) =>
  z
    .object({
      _key: FormKey,
      personId: z.uuid('nominate.person.missing'),
      startsOn: day('roles.day.missing').refine((start) => start >= today, 'roles.day.past'),
      endsOn: z.union([emptyAsNull, day('roles.day.missing')], 'roles.day.missing').default(null),
      takesOver: z
        .literal('on')
        .optional()
        .transform((ticked) => ticked === 'on'),
    })
    .refine(({ startsOn, endsOn }) => endsOn === null || endsOn >= startsOn, {
      path: ['endsOn'],
      error: 'nominate.endsOn.early',
    });

/** Yes or no, to being asked. */
export const AnswerForm = z.object({ answer: z.enum(['yes', 'no']) });

export const SponsorForm = z.object({ personId: z.uuid('sponsor.person.missing') });

/** What is looked for among people: part of a name, or a whole e-mail address. */
export const CandidateQuery = z.object({
  words: z
    .string()
    .catch('')
    .transform((typed) => typed.replaceAll('\0', '').trim().slice(0, 200)),
});
