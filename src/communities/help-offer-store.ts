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
