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
