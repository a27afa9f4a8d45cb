import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';
import type { Community, Settings, Topic } from './community.ts';
import { fold } from './fold.ts';

function communities(tx: Transaction) {
  return tx
    .selectFrom('communities')
    .innerJoin('charters', (join) =>
      join
        .onRef('charters.organizationId', '=', 'communities.organizationId')
        .onRef('charters.communityId', '=', 'communities.id')
        .onRef('charters.version', '=', 'communities.charterVersion'),
    )
    .select([
      'communities.organizationId',
      'communities.id',
      'communities.name',
      'communities.listing',
      'communities.joining',
      'communities.reading',
      'communities.bindingVersion',
      'charters.purpose',
    ]);
}

export function findCommunity(tx: Transaction, id: string): Promise<Community | undefined> {
  return communities(tx).where('communities.id', '=', id).executeTakeFirst();
}

export async function insertCommunity(
  tx: Transaction,
  community: { organizationId: string; name: string; purpose: string; createdBy: string },
): Promise<string> {
  const { organizationId, name, purpose, createdBy } = community;
  const id = newId();
  const version = 1;
  await tx
    .insertInto('communities')
    .values({ organizationId, id, name, charterVersion: version, createdBy })
    .execute();
  await tx
    .insertInto('charters')
    .values({ organizationId, communityId: id, version, purpose, createdBy })
    .execute();
  return id;
}

export async function updateName(tx: Transaction, id: string, name: string): Promise<void> {
  await tx.updateTable('communities').set({ name }).where('id', '=', id).execute();
}

export async function updateSettings(
  tx: Transaction,
  id: string,
  { listing, joining, reading }: Settings,
): Promise<void> {
  await tx
    .updateTable('communities')
    .set({ listing, joining, reading })
    .where('id', '=', id)
    .execute();
}

export async function insertTopics(
  tx: Transaction,
  { organizationId, id: communityId }: Pick<Community, 'organizationId' | 'id'>,
  names: readonly string[],
): Promise<void> {
  const topics = names.map((name, position) => ({
    organizationId,
    id: newId(),
    communityId,
    name,
    position,
  }));
  await tx.insertInto('topics').values(topics).execute();
}

/** In the order the facilitator gave them. */
export function topicsOf(tx: Transaction, communityId: string): Promise<Topic[]> {
  return tx
    .selectFrom('topics')
    .select(['id', 'name'])
    .where('communityId', '=', communityId)
    .orderBy('position')
    .orderBy('id')
    .limit(100)
    .execute();
}

/** Keeps what a community is found by in step with its name, topics and purpose. */
export async function updateWords(tx: Transaction, id: string): Promise<void> {
  const community = await communities(tx)
    .where('communities.id', '=', id)
    .executeTakeFirstOrThrow();
  const topics = await topicsOf(tx, id);
  const [name, purpose] = [fold(community.name), fold(community.purpose)];
  const topicNames = fold(topics.map((topic) => topic.name).join(' '));
  await tx
    .updateTable('communities')
    .set({
      nameKey: name,
      words: sql<string>`setweight(to_tsvector('simple', ${name}), 'A')
        || setweight(to_tsvector('simple', ${topicNames}), 'B')
        || setweight(to_tsvector('simple', ${purpose}), 'C')`,
    })
    .where('id', '=', id)
    .execute();
}

/** By name, as people look for them. */
export function communitiesOf(
  tx: Transaction,
  personId: string,
): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('memberships')
    .innerJoin('communities', (join) =>
      join
        .onRef('communities.organizationId', '=', 'memberships.organizationId')
        .onRef('communities.id', '=', 'memberships.communityId'),
    )
    .select(['communities.id', 'communities.name'])
    .where('memberships.personId', '=', personId)
    .where('memberships.leftAt', 'is', null)
    .orderBy('communities.name')
    .orderBy('communities.id')
    .limit(100)
    .execute();
}
