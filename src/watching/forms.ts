import { z } from 'zod';
import { languageCodes } from '../web/index.ts';
import { speeds } from './place.ts';

// PostgreSQL text cannot hold NUL; nobody types one.
const typed = (text: string) => text.replaceAll('\0', '').replaceAll('\r\n', '\n');

const language = z.enum(languageCodes, 'captions.language.missing');
const mostSeconds = 1_000_000;
const seconds = z.coerce.number().min(0).max(mostSeconds).transform(Math.floor);

export const mostCaptionCharacters = 500_000;

/** Captions as they were written or pasted; a file goes before them. Messages are keys of the translation files. */
export const CaptionsForm = z.object({
  language,
  captions: z
    .string()
    .catch('')
    .transform(typed)
    .pipe(z.string().max(mostCaptionCharacters, 'captions.long')),
});

export const RemovalForm = z.object({ language });

/** Which captions the form begins with. */
export const CaptionsQuery = z.object({ language: language.nullable().catch(null) });

export const ChaptersForm = z.object({
  chapters: z.string().catch('').transform(typed).pipe(z.string().max(50_000, 'chapters.long')),
});

/** Where a recording is to begin, and in which language its transcript; nonsense reads as neither. */
export const WatchQuery = z.object({
  t: seconds.nullable().catch(null),
  transcript: language.nullable().catch(null),
});
export type WatchQuery = z.infer<typeof WatchQuery>;

const none = z.literal('').transform(() => null);

/** How far a browser says that its person is. */
export const PlaceForm = z
  .object({
    seconds,
    of: z.union([none, seconds]).default(null),
    speed: z.coerce.number().refine((percent) => speeds.some((speed) => speed === percent)),
    captions: z.union([none, language]).default(null),
  })
  .transform(({ of: ofSeconds, speed: speedPercent, captions: captionsLanguage, ...form }) => ({
    ...form,
    ofSeconds,
    speedPercent,
    captionsLanguage,
  }));
