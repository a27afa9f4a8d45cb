import { z } from 'zod';
import { accepted } from '../communities/index.ts';
import { FormKey } from '../people/index.ts';
import { placeAfter, typedLine } from '../web/index.ts';
import { agendaStates } from './agenda.ts';

/** Raising an issue. Messages are keys of the translation files. */
export const RaiseForm = z.object({
  _key: FormKey,
  title: z
    .string({ error: 'agenda.raise.missing' })
    .transform(typedLine)
    .pipe(z.string().min(1, 'agenda.raise.missing').max(255, 'agenda.raise.long')),
  accepted,
});

export const VoteForm = z.object({ vote: z.enum(['give', 'take back']) });

export const StateForm = z.object({ state: z.enum(agendaStates) });

/** Which part of the agenda, and where it goes on; nonsense reads as the beginning of what is open. */
export const AgendaQuery = z.object({
  show: z.enum(['open', 'settled']).catch('open'),
  after: placeAfter,
});
