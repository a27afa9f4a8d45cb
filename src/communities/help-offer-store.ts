import { sql } from 'kysely';
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

interface OfferKey {
  communityId: string;
  id: string;
}

/** @returns false when it does not wait */
export async function updateHelpOffer(
  tx: Transaction,
  { communityId, id }: OfferKey,
  answeredBy: string,
): Promise<boolean> {
  const updated = await tx
    .updateTable('helpOffers')
    .set({ answeredBy, answeredAt: sql<Date>`now()` })
    .where('communityId', '=', communityId)
    .where('id', '=', id)
    .where('answeredAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

export async function hasHelpOffer(
  tx: Transaction,
  { communityId, id }: OfferKey,
): Promise<boolean> {
  const offer = await tx
    .selectFrom('helpOffers')
    .select('id')
    .where('communityId', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst();
  return offer !== undefined;
}

/** The last offer of this person here, and who answered it when. */
export function latestHelpOffer(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
): Promise<{ answeredAt: Date | null; answererName: string | null } | undefined> {
  return tx
    .selectFrom('helpOffers')
    .leftJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'helpOffers.organizationId')
        .onRef('persons.id', '=', 'helpOffers.answeredBy'),
    )
    .select(['helpOffers.answeredAt', 'persons.name as answererName'])
    .where('helpOffers.communityId', '=', communityId)
    .where('helpOffers.personId', '=', personId)
    .orderBy('helpOffers.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}
