import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import { partWatched, type Place } from './place.ts';

const columns = ['seconds', 'ofSeconds', 'speedPercent', 'captionsLanguage'] as const;

/** Where this person is in a recording. */
export function findPlace(
  tx: Transaction,
  { resourceId, personId }: { resourceId: string; personId: string },
): Promise<Place | undefined> {
  return tx
    .selectFrom('watchedPlaces')
    .select(columns)
    .where('resourceId', '=', resourceId)
    .where('personId', '=', personId)
    .executeTakeFirst();
}

/** How this person watched what they watched last. */
export function latestHabits(
  tx: Transaction,
  personId: string,
): Promise<Pick<Place, 'speedPercent' | 'captionsLanguage'> | undefined> {
  return tx
    .selectFrom('watchedPlaces')
    .select(['speedPercent', 'captionsLanguage'])
    .where('personId', '=', personId)
    .orderBy('updatedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function upsertPlace(
  tx: Transaction,
  owner: { organizationId: string; resourceId: string; personId: string },
  place: Place,
): Promise<void> {
  await tx
    .insertInto('watchedPlaces')
    .values({ ...owner, ...place })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'resourceId', 'personId'])
        .doUpdateSet({ ...place, updatedAt: sql<Date>`now()` }),
    )
    .execute();
}

/** How much of each of these this person watched, in percent; those they did not begin are left out. */
export async function watchedParts(
  tx: Transaction,
  personId: string,
  resourceIds: readonly string[],
): Promise<Map<string, number>> {
  const places = await tx
    .selectFrom('watchedPlaces')
    .select(['resourceId', 'seconds', 'ofSeconds'])
    .where('personId', '=', personId)
    .where(sql<boolean>`resource_id = any(${resourceIds}::uuid[])`)
    .execute();
  return new Map(
    places.flatMap(({ resourceId, ...place }) => {
      const part = partWatched(place);
      return part === null ? [] : [[resourceId, part] as const];
    }),
  );
}
