import { z } from 'zod';
import { languages } from '../web/index.ts';

/**
 * The zone that times can be shown in, by the name this system lists it under, or null. Zones have been
 * renamed (Asia/Calcutta is Asia/Kolkata), platforms send old names and new, and some send no zone at all.
 */
export function timeZoneCalled(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

const TimeZone = z.string().transform((name, context) => {
  const known = timeZoneCalled(name);
  if (known !== null) return known;
  context.addIssue('me.timeZone.unknown');
  return z.NEVER;
});

const orNothing = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal('').transform(() => null), schema]);
const offered = languages().map(({ tag }) => tag);

/** A person's own settings; an empty choice leaves it to the launch and the browser. */
export const PreferencesForm = z
  .object({
    language: orNothing(z.enum(offered, 'me.language.unknown')),
    timeZone: orNothing(TimeZone),
    calm: z.literal('on').optional(),
  })
  .transform(({ language, timeZone, calm }) => ({ language, timeZone, isCalm: calm === 'on' }));

/** The zones to choose from, by name. */
export function timeZoneNames(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')].toSorted();
}
