import { noteOnce } from '../arriving.ts';
import { insertAll } from '../arrival-store.ts';
import { wayIn } from './part.ts';
import { Person } from './people.ts';

/** They are shown by their names, belong to nothing, and nobody can come in as one of them. */
export const peopleIn = wayIn({
  name: 'people',
  line: Person,
  check: ({ id }, { known }) => noteOnce(known.people, id),
  keep: (tx, { organizationId, idOf }, lines) =>
    insertAll(
      tx,
      'persons',
      lines.map(({ id, name }) => ({ organizationId, id: idOf(id), name })),
    ),
});
