import { z } from 'zod';
import { placeAfter } from '../web/index.ts';
import { FormKey } from '../people/index.ts';
import { levels } from './community.ts';
import { mostReplyDays } from './working-days.ts';

const mostTopics = 12;

// The commas and semicolons of every script we speak.
const betweenTopics = /[,;،؛，、；\n]/;

/** "medication, handover": as people write lists, each name once. */
function splitTopics(text: string): string[] {
  const names = text.split(betweenTopics).map((name) => name.trim().replaceAll(/\s+/g, ' '));
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

/** A charter version somebody says yes to; 0 when the box was left empty. */
export const accepted = z.coerce.number().int().min(0).catch(0);

export const JoinForm = z.object({
  _key: FormKey,
  accepted,
  level: z.enum(levels, 'level.missing'),
  words: optionalText(2000, 'join.words.long'),
});

export type JoinForm = z.infer<typeof JoinForm>;

export const LevelForm = z.object({ level: z.enum(levels, 'level.missing') });

export const AcceptanceForm = z.object({ accepted: z.coerce.number().int().positive() });

/** A new version of a charter, and the version it was written over. */
export const CharterForm = z.object({
  basedOn: z.coerce.number().int().positive(),
  purpose: text('setUp.purpose.missing', 600, 'setUp.purpose.long'),
  activities: optionalText(4000, 'charter.long'),
  contributions: optionalText(4000, 'charter.long'),
  conduct: optionalText(4000, 'charter.long'),
  rhythm: optionalText(1000, 'charter.rhythmLong'),
  note: optionalText(1000, 'charter.noteLong'),
  isMaterial: z
    .literal('on')
    .optional()
    .transform((ticked) => ticked === 'on'),
});

export const SettingsForm = z.object({
  name: SetUpForm.shape.name,
  topics: words('setUp.topics.missing')
    .transform(splitTopics)
    .pipe(z.array(z.string().max(60, 'setUp.topics.long')).max(mostTopics, 'setUp.topics.many')),
  listing: z.enum(['listed', 'hidden'], 'form.choose'),
  joining: z.enum(['open', 'request', 'invitation'], 'form.choose'),
  reading: z.enum(['members', 'organization'], 'form.choose'),
  anonymity: z.enum(['off', 'peers'], 'form.choose').optional(),
  warns: z.enum(['off', 'on'], 'form.choose').optional(),
  warnedWords: z
    .string()
    .transform((typed) => splitTopics(typed.replaceAll('\0', '')))
    .pipe(
      z
        .array(z.string().max(60, 'communitySettings.warnedWords.long'))
        .max(200, 'communitySettings.warnedWords.many'),
    )
    .optional(),
  questionsFromOutside: z.enum(['welcome', 'off'], 'form.choose').optional(),
  replyDays: z.coerce
    .number('form.choose')
    .int('form.choose')
    .min(1, 'form.choose')
    .max(mostReplyDays, 'form.choose')
    .optional(),
});

/** What somebody looks for among the communities. */
export const ExploreQuery = z.object({ words: begun(200), topic: begun(60), after: placeAfter });
export type ExploreQuery = z.infer<typeof ExploreQuery>;

/** Into which community another one is merged. */
export const MergerForm = z.object({ into: z.uuid('merger.into.missing') });
