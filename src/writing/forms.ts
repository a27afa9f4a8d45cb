import { z } from 'zod';
import { lastNumber, type DraftFields } from './draft.ts';

/** All the words of one form, and a little more than any form of ours takes. */
const mostCharacters = 64_000;
const mostFields = 20;

const Body = z.record(z.string(), z.string());

/** What a person wrote, without what the page itself put into its form. */
function writtenIn(body: Record<string, string>): DraftFields {
  const written = Object.entries(body).filter(([name]) => !name.startsWith('_'));
  return Object.fromEntries(written.map(([name, text]) => [name, text.replaceAll('\0', '')]));
}

const lengthOf = (fields: DraftFields) =>
  Object.entries(fields).reduce((total, [name, text]) => total + name.length + text.length, 0);

const Fields = Body.transform(writtenIn)
  .refine((fields) => Object.keys(fields).length <= mostFields)
  .refine((fields) => lengthOf(fields) <= mostCharacters);

const Sent = z.object({
  _draft: z.string().regex(/^[a-z]+(:[a-z]+)*:[0-9a-f-]{36}$/),
  _key: z.uuid(),
  /** Goes up from one save of a form to the next; a form that was sent by hand is its page's last word. */
  _number: z.coerce.number().int().min(0).max(lastNumber).default(lastNumber),
  /** Set where every word was taken away again. */
  _blank: z.string().optional(),
});

/** A form as it stands, whatever its fields are. */
export const DraftForm = z.unknown().transform((body, context) => {
  const sent = Sent.safeParse(body).data;
  const fields = Fields.safeParse(body).data;
  if (!sent || !fields) {
    context.addIssue('no draft of ours');
    return z.NEVER;
  }
  const { _draft: target, _key: page, _number: number, _blank: blank } = sent;
  return { target, save: { page, number, fields: blank === undefined ? fields : null } };
});

/** A form, the name of the field that is to be shown as it would be posted, and the community it is for. */
export const PreviewForm = Body.transform((body) => ({
  source: body[body['_preview'] ?? ''] ?? '',
  communityId: z.uuid().safeParse(body['_community']).data ?? null,
}));
