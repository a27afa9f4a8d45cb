import { z } from 'zod';

const mostTopics = 12;

/** "medication, handover": as people write lists, each name once. */
function splitTopics(text: string): string[] {
  const names = text.split(/[,;\n]/).map((name) => name.trim().replaceAll(/\s+/g, ' '));
  const seen = new Map(names.filter(Boolean).map((name) => [name.toLowerCase(), name] as const));
  return [...seen.values()];
}

const words = (missing: string) =>
  z.string({ error: missing }).transform((typed) => typed.replaceAll('\0', '').trim());
const text = (missing: string, limit: number, long: string) =>
  words(missing).pipe(z.string().min(1, missing).max(limit, long));

const optionalText = (limit: number, long: string) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.replaceAll('\0', '').trim())
    .pipe(z.string().max(limit, long));

/** Setting up a course's community. Messages are keys of the translation files. */
export const SetUpForm = z.object({
  name: text('setUp.name.missing', 120, 'setUp.name.long'),
  purpose: text('setUp.purpose.missing', 600, 'setUp.purpose.long'),
  topics: words('setUp.topics.missing')
    .transform(splitTopics)
    .pipe(
      z
        .array(z.string().max(60, 'setUp.topics.long'))
        .min(1, 'setUp.topics.missing')
        .max(mostTopics, 'setUp.topics.many'),
    ),
  difference: optionalText(2000, 'setUp.difference.long'),
});
export type SetUpForm = z.infer<typeof SetUpForm>;

const begun = (limit: number) =>
  z
    .string()
    .catch('')
    .transform((typed) => typed.replaceAll('\0', '').slice(0, limit));

/** What is typed so far, however unfinished, to look for communities that are near. */
export const ProposalQuery = z.object({
  name: begun(200),
  purpose: begun(1000),
  topics: begun(1000),
});

export const HelpOfferForm = z.object({
  words: text('helpOffer.words.missing', 2000, 'helpOffer.words.long'),
});
