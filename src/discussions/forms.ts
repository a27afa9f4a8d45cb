import { z } from 'zod';
import { accepted } from '../communities/index.ts';
import { FormKey } from '../people/index.ts';

// PostgreSQL text cannot hold NUL; nobody types one.
const words = (missing: string) =>
  z
    .string({ error: missing })
    .transform((text) => text.replaceAll('\0', '').replaceAll('\r\n', '\n').trim())
    .pipe(z.string().min(1, missing));

const body = (missing: string) => words(missing).pipe(z.string().max(32_000, 'post.body.long'));

/** Starting a thread. Messages are keys of the translation files. */
export const NewThreadForm = z.object({
  _key: FormKey,
  kind: z.enum(['question', 'discussion'], 'thread.kind.missing'),
  title: words('thread.title.missing').pipe(z.string().max(255, 'thread.title.long')),
  topic: z.union([z.literal(''), z.uuid()], 'thread.topic.unknown').default(''),
  body: body('thread.body.missing'),
  accepted,
});

export const ReplyForm = z.object({ _key: FormKey, body: body('reply.body.missing'), accepted });

const cursor = /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z_[0-9a-f-]{36}$/;

/** Where a list goes on; nonsense reads as the beginning. */
export const ListQuery = z.object({
  after: z
    .string()
    .regex(cursor)
    .transform((text) => {
      const [moment = '', id = ''] = text.split('_');
      return { lastPostAt: new Date(moment), id };
    })
    .refine(
      ({ lastPostAt, id }) => !Number.isNaN(lastPostAt.getTime()) && z.uuid().safeParse(id).success,
    )
    .nullable()
    .catch(null),
});

export const ThreadQuery = z.object({
  from: z.coerce.number().int().positive().max(1_000_000).nullable().catch(null),
});
