import { sql } from 'kysely';
import type { Transaction } from '../../db/index.ts';
import type { Bounds, Page } from '../leaving.ts';

interface AgendaRow {
  id: string;
  title: string;
  raisedBy: string;
  state: 'raised' | 'exploring' | 'settled';
  votes: number;
  createdAt: Date;
}

export function agendaLeaving(
  tx: Transaction,
  { communityId, upTo }: Bounds,
  { after, limit }: Page,
): Promise<AgendaRow[]> {
  return tx
    .selectFrom('agendaItems')
    .select(['id', 'title', 'raisedBy', 'state', 'votes', 'createdAt'])
    .where('communityId', '=', communityId)
    .where('id', '<=', upTo)
    .where(sql<boolean>`(${after}::uuid is null or id > ${after}::uuid)`)
    .orderBy('id')
    .limit(limit)
    .execute();
}
