import { newId, type Transaction } from '../db/index.ts';

/** Somebody offers their help instead of starting a community of their own. One offer waits at a time. */
export async function insertHelpOffer(
  tx: Transaction,
  offer: {
    organizationId: string;
    communityId: string;
    personId: string;
    courseId: string | null;
    words: string;
  },
): Promise<void> {
  await tx
    .insertInto('helpOffers')
    .values({ ...offer, id: newId() })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'communityId', 'personId'])
        .where('answeredAt', 'is', null)
        .doUpdateSet({ words: offer.words }),
    )
    .execute();
}

/** What waits for a facilitator's word, oldest first. */
export function waitingHelpOffers(
  tx: Transaction,
  communityId: string,
): Promise<{ id: string; personName: string | null; words: string; createdAt: Date }[]> {
  return tx
    .selectFrom('helpOffers')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'helpOffers.organizationId')
        .onRef('persons.id', '=', 'helpOffers.personId'),
    )
    .select([
      'helpOffers.id',
      'persons.name as personName',
      'helpOffers.words',
      'helpOffers.createdAt',
    ])
    .where('helpOffers.communityId', '=', communityId)
    .where('helpOffers.answeredAt', 'is', null)
    .orderBy('helpOffers.id')
    .limit(50)
    .execute();
}
