import type { Generated } from 'kysely';
import type { BornAt, Owned } from './columns.ts';

interface AgendaItems extends Owned {
  id: string;
  communityId: string;
  title: string;
  raisedBy: string;
  state: Generated<'raised' | 'exploring' | 'settled'>;
  votes: Generated<number>;
  createdAt: BornAt;
}

interface AgendaVotes extends Owned {
  itemId: string;
  personId: string;
  createdAt: BornAt;
}

export interface AgendaTables {
  agendaItems: AgendaItems;
  agendaVotes: AgendaVotes;
}
