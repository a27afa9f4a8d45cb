import { z } from 'zod';
import { accepted } from '../communities/index.ts';
import { FormKey } from '../people/index.ts';
import { standings } from '../standing/index.ts';
import { typedLine, typedText } from '../web/index.ts';
import { moves } from './collection.ts';

/** What is said of a collection. Messages are keys of the translation files. */
const said = {
  title: z
    .string({ error: 'resource.title.missing' })
    .transform(typedLine)
    .pipe(z.string().min(1, 'resource.title.missing').max(255, 'resource.title.long')),
  about: z.string().catch('').transform(typedText).pipe(z.string().max(32_000, 'post.body.long')),
};

export const CollectionForm = z.object({ ...said, _key: FormKey, accepted });
export type CollectionForm = z.infer<typeof CollectionForm>;

export const EditCollectionForm = z.object(said);

/** What is to be done with a resource in a collection. */
export const ArrangeForm = z.discriminatedUnion('act', [
  z.object({ act: z.enum(['add', 'remove', ...moves]), resource: z.uuid() }),
  z.object({
    act: z.literal('place'),
    resource: z.uuid(),
    before: z.union([z.literal('').transform(() => null), z.uuid()]).default(null),
  }),
]);

/** The collection that a resource is put into. */
export const CollectForm = z.object({ collection: z.uuid() });

export const CollectionsQuery = z.object({
  show: z.enum(standings).catch('shown'),
  before: z.uuid().nullable().catch(null),
});

/** Which resources are offered to be added. */
export const ArrangeQuery = z.object({
  words: z
    .string()
    .catch('')
    .transform((text) => typedLine(text).slice(0, 255)),
});
