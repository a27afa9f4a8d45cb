import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';

interface Asking {
  communityId: string;
  personId: string;
}

/** One request of a person waits at a time; asking again replaces its words. */
export async function insertJoinRequest(
  tx: Transaction,
  request: Asking & { organizationId: string; words: string; acceptedVersion: number },
): Promise<void> {
  const { words, acceptedVersion } = request;
  await tx
    .insertInto('joinRequests')
    .values({ ...request, id: newId() })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'communityId', 'personId'])
        .where('answeredAt', 'is', null)
        .doUpdateSet({ words, acceptedVersion }),
    )
    .execute();
}

/** Their latest request, or undefined when they never asked. */
export function latestJoinRequest(
  tx: Transaction,
  { communityId, personId }: Asking,
): Promise<{ answer: 'welcome' | 'declined' | null; createdAt: Date } | undefined> {
  return tx
    .selectFrom('joinRequests')
    .select(['answer', 'createdAt'])
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function isInvited(
  tx: Transaction,
  { communityId, personId }: Asking,
): Promise<boolean> {
  const invitation = await tx
    .selectFrom('memberInvitations')
    .select('createdAt')
    .where('communityId', '=', communityId)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return invitation !== undefined;
}

interface RequestKey {
  communityId: string;
  id: string;
}

/** @returns who asked, and for which charter; undefined when it does not wait */
export function updateJoinRequest(
  tx: Transaction,
  { communityId, id }: RequestKey,
  { answer, answeredBy }: { answer: 'welcome' | 'declined'; answeredBy: string },
): Promise<{ personId: string; acceptedVersion: number } | undefined> {
  return tx
    .updateTable('joinRequests')
    .set({ answer, answeredBy, answeredAt: sql<Date>`now()` })
    .where('communityId', '=', communityId)
    .where('id', '=', id)
    .where('answeredAt', 'is', null)
    .returning(['personId', 'acceptedVersion'])
    .executeTakeFirst();
}

export async function findJoinAnswer(
  tx: Transaction,
  { communityId, id }: RequestKey,
): Promise<'welcome' | 'declined' | null | undefined> {
  const request = await tx
    .selectFrom('joinRequests')
    .select('answer')
    .where('communityId', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst();
  return request?.answer;
}
