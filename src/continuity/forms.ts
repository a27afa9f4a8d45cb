import { z } from 'zod';
import { typedLine } from '../web/index.ts';

const fieldOfHeir = /^heir-([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/;
const Heir = z.union([z.literal('').transform(() => null), z.uuid()]);

/** Who is chosen for which article: a field `heir-<article>` for each; null for nobody. */
export const HeirsForm = z.record(z.string(), z.unknown()).transform((fields) =>
  Object.entries(fields).flatMap(([name, value]) => {
    const articleId = fieldOfHeir.exec(name)?.[1];
    const heir = Heir.safeParse(value);
    return articleId && heir.success ? [{ articleId, heirId: heir.data }] : [];
  }),
);

/** Everything is given to one person, or each to whoever is chosen for it. */
export const HandOverForm = z.union([
  z.object({ wish: z.literal('all'), person: z.uuid() }),
  z.looseObject({ wish: z.literal('each') }).transform((fields) => ({
    wish: 'each' as const,
    heirs: HeirsForm.parse(fields),
  })),
]);
export type HandOverForm = z.infer<typeof HandOverForm>;

export const MovingOnForm = z.object({ wish: z.enum(['say', 'take back']) });

/** Who else is looked for. */
export const PeopleQuery = z.object({
  words: z
    .string()
    .catch('')
    .transform((text) => typedLine(text).slice(0, 100)),
});
