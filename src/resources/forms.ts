import { z } from 'zod';
import { accepted } from '../communities/index.ts';
import { FormKey } from '../people/index.ts';
import { standings } from '../standing/index.ts';
import { languageCodes, placeAfter, typedLine, typedText, webAddressOf } from '../web/index.ts';
import { kinds, licences } from './resource.ts';

const optional = (most: number, long: string) =>
  z.string().catch('').transform(typedLine).pipe(z.string().max(most, long));

const passage = z
  .string()
  .catch('')
  .transform(typedText)
  .pipe(z.string().max(32_000, 'post.body.long'));

const none = z.literal('').transform(() => null);

/** What is said of a resource, whichever kind it is. Messages are keys of the translation files. */
const said = {
  title: z
    .string({ error: 'resource.title.missing' })
    .transform(typedLine)
    .pipe(z.string().min(1, 'resource.title.missing').max(255, 'resource.title.long')),
  why: z
    .string({ error: 'resource.why.missing' })
    .transform(typedText)
    .pipe(z.string().min(1, 'resource.why.missing').max(32_000, 'post.body.long')),
  topic: z.union([none, z.uuid()], 'thread.topic.unknown').default(null),
  licence: z.enum(licences, 'resource.licence.missing'),
  licenceWords: optional(500, 'resource.licence.long'),
  language: z.union([none, z.enum(languageCodes)], 'resource.language.unknown').default(null),
  source: optional(500, 'resource.source.long'),
  when: passage,
  how: passage,
  example: passage,
  evidence: passage,
};

const url = z
  .string({ error: 'resource.url.missing' })
  .transform(typedLine)
  .pipe(z.string().min(1, 'resource.url.missing'))
  .transform((text, context) => {
    const address = webAddressOf(text);
    if (address !== null) return address;
    context.addIssue({ code: 'custom', message: 'resource.url.wrong' });
    return z.NEVER;
  });

/** What another licence says is for its giver to tell; asked for together with whatever else is missing. */
const licenceSaid = (form: { licence: string; licenceWords?: string }): boolean =>
  form.licence !== 'other' || Boolean(form.licenceWords);
const unsaid = {
  path: ['licenceWords'],
  error: 'resource.licence.unsaid',
  when: () => true,
};

const awry = 'resource.cut.wrong';

/** A moment of what plays, in seconds; null where none is said. */
const moment = z
  .string()
  .catch('')
  .transform((text) => typedLine(text).replace(',', '.'))
  .pipe(z.union([none, z.coerce.number<string>(awry).min(0, awry).max(86_400, awry)], awry))
  .transform((seconds) => seconds && Math.round(seconds * 1000));

/** The end comes after the beginning. */
const cutHolds = (form: { what: string; start?: number | null; end?: number | null }): boolean =>
  typeof form.end !== 'number' || form.end > (form.start ?? 0);

/** What was sent in, and the file of it that was taken. */
export const GiveForm = z
  .discriminatedUnion(
    'what',
    [
      z.object({ what: z.literal('link'), url, ...said, _key: FormKey, accepted }),
      z.object({
        what: z.literal('file'),
        fileId: z.uuid('resource.file.missing'),
        start: moment,
        end: moment,
        ...said,
        _key: FormKey,
        accepted,
      }),
    ],
    { error: 'form.choose' },
  )
  .refine(licenceSaid, unsaid)
  .refine(cutHolds, { path: ['end'], error: 'resource.cut.order' });
export type GiveForm = z.infer<typeof GiveForm>;

/** The file that a form names, where it names one. */
export const GivenFile = z.object({
  what: z.string().catch(''),
  fileId: z.uuid().nullable().catch(null),
});

/** What it is to be called, where the address knows it; it can be worded otherwise before it is shared. */
export const GivenTitle = z.object({
  title: z
    .string()
    .transform((text) => typedLine(text).slice(0, 255))
    .catch(''),
});

/** Changing what is said of one's own. Whose file it is, and which, stays. */
export const EditForm = z.object({ ...said, url: url.optional() }).refine(licenceSaid, unsaid);
export type EditForm = z.infer<typeof EditForm>;

export const StandingForm = z.object({ standing: z.enum(standings) });

/** To thank for it, or to say that it was looked over; or to take either back. */
export const WishForm = z.object({ wish: z.enum(['give', 'take back']) });

/** A newer file of a resource, and what changed. */
export const VersionForm = z.object({
  _key: FormKey,
  fileId: z.uuid('resource.file.missing'),
  note: z
    .string({ error: 'version.note.missing' })
    .transform(typedText)
    .pipe(z.string().min(1, 'version.note.missing').max(2000, 'version.note.long')),
});
export type VersionForm = z.infer<typeof VersionForm>;

/** Which earlier file a resource is to consist of again. */
export const ReturnForm = z.object({ versionNo: z.coerce.number().int().min(1).max(1_000_000) });

/** What is said to go with a resource, or no more: one that replaces it, or one that belongs with it. */
export const RelationForm = z.object({
  as: z.enum(['newer', 'related']).catch('related'),
  other: z.uuid('relation.missing'),
  wish: z.enum(['give', 'take back']),
});
export type RelationForm = z.infer<typeof RelationForm>;

/** Which resources are offered to be named. */
export const RelationQuery = z.object({
  words: z
    .string()
    .catch('')
    .transform((text) => typedLine(text).slice(0, 255)),
});

const ids = z.union([z.uuid().transform((id) => [id]), z.array(z.uuid()).max(100)]);

/** What is to be done to those that were ticked. */
export const ManyForm = z.object({
  act: z.enum(['withdraw', 'restore', 'topic']),
  topic: z.union([none, z.uuid()]).default(null),
  ids,
});
export type ManyForm = z.infer<typeof ManyForm>;

export const KeyForm = z.object({ _key: FormKey });

export const freshnesses = ['week', 'month', 'quarter', 'year'] as const;
export const sayings = ['when', 'evidence'] as const;
export const reviews = ['yes', 'no'] as const;
export const orders = ['newest', 'thanked', 'title'] as const;
export const faces = ['list', 'gallery'] as const;

/** Which part of the library, in which order and shape; nonsense reads as all of it, the newest first. */
export const LibraryQuery = z.object({
  show: z.enum(['shown', 'attachments', 'withdrawn']).catch('shown'),
  kind: z.enum(kinds).nullable().catch(null),
  topic: z.uuid().nullable().catch(null),
  language: z.enum(languageCodes).nullable().catch(null),
  since: z.enum(freshnesses).nullable().catch(null),
  says: z.enum(sayings).nullable().catch(null),
  reviewed: z.enum(reviews).nullable().catch(null),
  order: z.enum(orders).catch('newest'),
  face: z.enum(faces).catch('list'),
  after: placeAfter,
});
export type LibraryQuery = z.infer<typeof LibraryQuery>;
