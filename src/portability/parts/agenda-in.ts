import { insertAll } from '../arrival-store.ts';
import { checkKnown } from '../arriving.ts';
import { AgendaItem } from './agenda.ts';
import { wayIn } from './part.ts';

/** What members want to learn, and how many do. */
export const agendaIn = wayIn({
  name: 'agenda',
  line: AgendaItem,
  check: ({ raiser }, { known }) => checkKnown(known.people, raiser),
  keep: (tx, { organizationId, communityId, idOf }, lines) =>
    insertAll(
      tx,
      'agendaItems',
      lines.map(({ id, raiser, ...item }) => ({
        organizationId,
        communityId,
        id: idOf(id),
        raisedBy: idOf(raiser),
        ...item,
      })),
    ),
});
