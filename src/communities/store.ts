import { sql } from 'kysely';
import { newId, statement, type Transaction } from '../db/index.ts';
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
      'communities.charterVersion',
      'communities.bindingVersion',
      'communities.replyDays',
      'communities.anonymity',
      'communities.warns',
      'communities.warnedWords',
      'communities.questionsFromOutside',
      'charters.purpose',
    ]);
}

const unmerged = statement<{ id: string }, Community>((tx, given) =>
  communities(tx)
    .where('communities.id', '=', given('id'))
    .where('communities.mergedInto', 'is', null),
);

/** One that was merged into another is no longer there; `findSuccessor` tells where it went. */
export async function findCommunity(tx: Transaction, id: string): Promise<Community | undefined> {
  const [community] = await unmerged(tx, { id });
  return community;
}

/** Makes whoever changes what a community may have but once wait for one another, until the transaction ends. */
export async function takeTurns(tx: Transaction, id: string): Promise<void> {
  await tx.selectFrom('communities').select('id').where('id', '=', id).forNoKeyUpdate().execute();
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

/** What is left out stays as it is. */
type Optional = 'anonymity' | 'warns' | 'warnedWords' | 'questionsFromOutside';
interface NewSettings extends Omit<Settings, Optional> {
  name: string;
  anonymity?: Settings['anonymity'] | undefined;
  warns?: Settings['warns'] | undefined;
  warnedWords?: string[] | undefined;
  questionsFromOutside?: Settings['questionsFromOutside'] | undefined;
  replyDays: number | undefined;
}

export async function updateSettings(
  tx: Transaction,
  id: string,
  settings: NewSettings,
): Promise<void> {
  await tx.updateTable('communities').set(settings).where('id', '=', id).execute();
}

/** Marks setting up as done, or as put aside. */
export async function endSetUp(tx: Transaction, id: string): Promise<void> {
  await tx
    .updateTable('communities')
    .set({ setUpEndedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

export async function isSettingUp(tx: Transaction, id: string): Promise<boolean> {
  const community = await tx
    .selectFrom('communities')
    .select('id')
    .where('id', '=', id)
    .where('setUpEndedAt', 'is', null)
    .executeTakeFirst();
  return community !== undefined;
}

/** Names topics that are new here, after those that are; a name that is there already stays as it is. */
export async function addTopics(
  tx: Transaction,
  { organizationId, id: communityId }: Pick<Community, 'organizationId' | 'id'>,
  names: readonly string[],
): Promise<void> {
  const known = await topicsOf(tx, communityId);
  const keys = new Set(known.map(({ name }) => fold(name)));
  const fresh = names.filter((name) => !keys.has(fold(name)));
  if (fresh.length === 0) return;
  const topics = fresh.map((name, index) => ({
    organizationId,
    id: newId(),
    communityId,
    name,
    position: known.length + index,
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

/** Those a person belongs to, by name, as people look for them. */
export function communitiesOf(tx: Transaction, personId: string): Promise<Community[]> {
  return communities(tx)
    .innerJoin('memberships', (join) =>
      join
        .onRef('memberships.organizationId', '=', 'communities.organizationId')
        .onRef('memberships.communityId', '=', 'communities.id'),
    )
    .where('memberships.personId', '=', personId)
    .where('memberships.leftAt', 'is', null)
    .orderBy('communities.name')
    .orderBy('communities.id')
    .limit(100)
    .execute();
}
