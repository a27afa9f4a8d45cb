import { z } from 'zod';
import { languages } from '../web/index.ts';

const timeZones = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);

/** Whether a name is one that times can be shown in; platforms send others as well. */
export function isTimeZone(name: string): boolean {
  return timeZones.has(name);
}

const orNothing = <T extends z.ZodType>(schema: T) =>
  z.union([z.literal('').transform(() => null), schema]);
const offered = languages().map(({ tag }) => tag);

/** A person's own settings; an empty choice leaves it to the launch and the browser. */
export const PreferencesForm = z
  .object({
    language: orNothing(z.enum(offered, 'me.language.unknown')),
    timeZone: orNothing(z.string().refine(isTimeZone, 'me.timeZone.unknown')),
    calm: z.literal('on').optional(),
  })
  .transform(({ language, timeZone, calm }) => ({ language, timeZone, isCalm: calm === 'on' }));

/** The zones to choose from, by name. */
export function timeZoneNames(): string[] {
  return [...timeZones].toSorted();
}
