import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';

/** Captions of a recording in one language, without their words. */
export interface Captions {
  id: string;
  language: string;
}

export function captionsOf(tx: Transaction, resourceId: string): Promise<Captions[]> {
  return tx
    .selectFrom('captions')
    .select(['id', 'language'])
    .where('resourceId', '=', resourceId)
    .orderBy('language')
    .execute();
}

/** Their words, and what they are captions of. */
export function findCaptions(
  tx: Transaction,
  id: string,
): Promise<{ resourceId: string; webVtt: string } | undefined> {
  return tx
    .selectFrom('captions')
    .select(['resourceId', 'webVtt'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Sets what is said in this language. */
export async function upsertCaptions(
  tx: Transaction,
  captions: {
    organizationId: string;
    resourceId: string;
    language: string;
    webVtt: string;
    writtenBy: string;
  },
): Promise<void> {
  const { webVtt, writtenBy } = captions;
  await tx
    .insertInto('captions')
    .values({ ...captions, id: newId() })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'resourceId', 'language'])
        .doUpdateSet({ webVtt, writtenBy, updatedAt: sql<Date>`now()` }),
    )
    .execute();
}

/** @returns false where there were none */
export async function deleteCaptions(
  tx: Transaction,
  { resourceId, language }: { resourceId: string; language: string },
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('captions')
    .where('resourceId', '=', resourceId)
    .where('language', '=', language)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
