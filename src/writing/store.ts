import { sql } from 'kysely';
import { z } from 'zod';
import { statement, type Transaction } from '../db/index.ts';
import { keptMs, lastNumber, mostDrafts, type DraftFields, type DraftPlace } from './draft.ts';

const Fields = z.record(z.string(), z.string());

/** What a save says of itself: which page it comes from, and which of that page's it is. */
export interface Save {
  page: string;
  number: number;
  fields: DraftFields | null;
}

/** The last page to write wins; of one page's saves, the one it sent last, in whatever order they come. */
export async function saveDraft(tx: Transaction, place: DraftPlace, save: Save): Promise<void> {
  const { page, number } = save;
  const values = { page, number, fields: save.fields && JSON.stringify(save.fields) };
  await tx
    .insertInto('drafts')
    .values({ ...place, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'personId', 'target'])
        .doUpdateSet({ ...values, updatedAt: sql<Date>`now()` })
        .where((where) =>
          where.or([where('drafts.page', '<>', page), where('drafts.number', '<', number)]),
        ),
    )
    .execute();
}

/** Posted: nothing that the page sent before comes back as a draft. */
export function endDraft(
  tx: Transaction,
  { organizationId, personId }: Omit<DraftPlace, 'target'>,
  target: string,
  page: string,
): Promise<void> {
  const place = { organizationId, personId, target };
  return saveDraft(tx, place, { page, number: lastNumber + 1, fields: null });
}

const begunDraft = statement<{ personId: string; target: string }, { fields: unknown }>(
  (tx, given) =>
    tx
      .selectFrom('drafts')
      .select('fields')
      .where('personId', '=', given('personId'))
      .where('target', '=', given('target')),
);

/** What the form held when its person last wrote in it, on whatever device; null where nothing is begun. */
export async function draftFor(
  tx: Transaction,
  { personId }: Pick<DraftPlace, 'personId'>,
  target: string,
): Promise<DraftFields | null> {
  const [draft] = await begunDraft(tx, { personId, target });
  return Fields.nullable().parse(draft?.fields ?? null);
}

const mostOthers = 5;

/** Who else has begun to write for this place since then, the latest first. */
export function othersWriting(
  tx: Transaction,
  { personId, target }: Pick<DraftPlace, 'personId' | 'target'>,
  since: Date,
): Promise<{ personId: string; name: string | null; updatedAt: Date }[]> {
  return tx
    .selectFrom('drafts')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'drafts.organizationId')
        .onRef('persons.id', '=', 'drafts.personId'),
    )
    .select(['drafts.personId', 'persons.name', 'drafts.updatedAt'])
    .where('drafts.target', '=', target)
    .where('drafts.personId', '<>', personId)
    .where('drafts.fields', 'is not', null)
    .where('drafts.updatedAt', '>', since)
    .orderBy('drafts.updatedAt', 'desc')
    .orderBy('drafts.personId')
    .limit(mostOthers)
    .execute();
}

/** Makes room: only the newest of a person's drafts stay. */
export async function deleteOldestDrafts(tx: Transaction, personId: string): Promise<void> {
  await tx
    .deleteFrom('drafts')
    .where('personId', '=', personId)
    .where('target', 'not in', (drafts) =>
      drafts
        .selectFrom('drafts')
        .select('target')
        .where('personId', '=', personId)
        .orderBy('updatedAt', 'desc')
        .orderBy('target')
        .limit(mostDrafts),
    )
    .execute();
}

/** Forgets drafts that nobody went on with. */
export async function deleteUsedUpDrafts(tx: Transaction, now: Date): Promise<void> {
  await tx
    .deleteFrom('drafts')
    .where('updatedAt', '<', new Date(now.getTime() - keptMs))
    .execute();
}

/** What was begun for the one goes on for the other, unless its person has begun something there. */
export async function moveDrafts(
  tx: Transaction,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await sql`
    insert into drafts (organization_id, person_id, target, fields, page, number, updated_at)
      select organization_id, person_id, ${into}, fields, page, number, updated_at
        from drafts where target = ${from} and fields is not null
      on conflict (organization_id, person_id, target)
      do update set fields = excluded.fields, page = excluded.page, number = excluded.number,
                    updated_at = excluded.updated_at
       where drafts.fields is null`.execute(tx);
}
