import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';
import type { AgendaItem, AgendaState } from './agenda.ts';
import type { Stretch } from './paths.ts';

/** Which issues of which community, as seen by whom. */
interface Look extends Stretch {
  communityId: string;
  personId: string;
  limit: number;
}

/** Most votes first, and among equals the one that was raised first. */
export function rankedItems(
  tx: Transaction,
  { communityId, personId, show, after, limit }: Look,
): Promise<AgendaItem[]> {
  const items = tx
    .selectFrom('agendaItems')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'agendaItems.organizationId')
        .onRef('persons.id', '=', 'agendaItems.raisedBy'),
    )
    .leftJoin('agendaVotes', (join) =>
      join
        .onRef('agendaVotes.organizationId', '=', 'agendaItems.organizationId')
        .onRef('agendaVotes.itemId', '=', 'agendaItems.id')
        .on('agendaVotes.personId', '=', personId),
    )
    .select([
      'agendaItems.id',
      'agendaItems.title',
      'persons.name as raiserName',
      'agendaItems.state',
      'agendaItems.votes',
      'agendaItems.createdAt',
      sql<boolean>`agenda_votes.person_id is not null`.as('isBacked'),
    ])
    .where('agendaItems.communityId', '=', communityId)
    .where('agendaItems.state', show === 'settled' ? '=' : '<>', 'settled')
    .orderBy('agendaItems.votes', 'desc')
    .orderBy('agendaItems.id')
    .limit(limit);
  const votes = Number(after?.key);
  if (!after || !Number.isSafeInteger(votes)) return items.execute();
  return items
    .where(
      sql<boolean>`(-agenda_items.votes, agenda_items.id) > (${-votes}::bigint, ${after.id}::uuid)`,
    )
    .execute();
}

export async function insertItem(
  tx: Transaction,
  item: { organizationId: string; communityId: string; title: string; raisedBy: string },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('agendaItems')
    .values({ ...item, id })
    .execute();
  return id;
}

/** Whether there is such an issue in this community. */
export async function isOnAgenda(
  tx: Transaction,
  communityId: string,
  itemId: string,
): Promise<boolean> {
  const item = await tx
    .selectFrom('agendaItems')
    .select('id')
    .where('communityId', '=', communityId)
    .where('id', '=', itemId)
    .executeTakeFirst();
  return item !== undefined;
}

interface Vote {
  organizationId: string;
  itemId: string;
  personId: string;
}

/** @returns false when they had voted for it already */
export async function insertVote(tx: Transaction, vote: Vote): Promise<boolean> {
  const inserted = await tx
    .insertInto('agendaVotes')
    .values(vote)
    .onConflict((conflict) => conflict.doNothing())
    .returning('itemId')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** @returns false when there was none to take back */
export async function deleteVote(
  tx: Transaction,
  { itemId, personId }: Omit<Vote, 'organizationId'>,
): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('agendaVotes')
    .where('itemId', '=', itemId)
    .where('personId', '=', personId)
    .returning('itemId')
    .executeTakeFirst();
  return deleted !== undefined;
}

export async function addToVotes(tx: Transaction, itemId: string, change: 1 | -1): Promise<void> {
  await tx
    .updateTable('agendaItems')
    .set((column) => ({ votes: column('votes', '+', change) }))
    .where('id', '=', itemId)
    .execute();
}

/** @returns false when it stood there already */
export async function updateState(
  tx: Transaction,
  itemId: string,
  state: AgendaState,
): Promise<boolean> {
  const updated = await tx
    .updateTable('agendaItems')
    .set({ state })
    .where('id', '=', itemId)
    .where('state', '<>', state)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

/** The issues of a community that was merged join those of the other, with their votes. */
export async function moveItems(
  tx: Transaction,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await tx
    .updateTable('agendaItems')
    .set({ communityId: into })
    .where('communityId', '=', from)
    .execute();
}
