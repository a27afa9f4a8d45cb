import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';

/** What a member said of the use of an article. */
export interface Verdict {
  isUseful: boolean;
  /** Empty where it is useful, or they did not say. */
  missing: string;
}

interface NewVerdict {
  organizationId: string;
  articleId: string;
  personId: string;
  isUseful: boolean;
  /** Undefined leaves what they said before. */
  missing: string | undefined;
}

/** What this member said, where they said something. */
export async function findVerdict(
  tx: Transaction,
  articleId: string,
  personId: string,
): Promise<Verdict | null> {
  const found = await tx
    .selectFrom('articleVerdicts')
    .select(['isUseful', 'missing'])
    .where('articleId', '=', articleId)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return found ?? null;
}

/** Keeps what they say in the place of what they said; other words about what is missing are to be dealt with anew. */
export async function putVerdict(
  tx: Transaction,
  { missing, ...verdict }: NewVerdict,
): Promise<void> {
  const said = verdict.isUseful ? '' : missing;
  await tx
    .insertInto('articleVerdicts')
    .values({ ...verdict, id: newId(), missing: said ?? '' })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'articleId', 'personId']).doUpdateSet((given) => ({
        isUseful: verdict.isUseful,
        givenAt: sql<Date>`now()`,
        ...(said !== undefined && {
          missing: said,
          settledAt: given
            .case()
            .when('articleVerdicts.missing', '=', said)
            .then(given.ref('articleVerdicts.settledAt'))
            .else(null)
            .end(),
        }),
      })),
    )
    .execute();
}

/** To how many it was useful, and to how many it was not. */
export async function countVerdicts(
  tx: Transaction,
  articleId: string,
): Promise<{ useful: number; notUseful: number }> {
  const { rows } = await sql<{ useful: number; notUseful: number }>`
    select count(*) filter (where is_useful)::integer as useful,
           count(*) filter (where not is_useful)::integer as not_useful
      from article_verdicts where article_id = ${articleId}`.execute(tx);
  return rows[0] ?? { useful: 0, notUseful: 0 };
}

const mostMissing = 50;

/** What readers miss that nobody dealt with yet, as they said it first. */
export function missingIn(
  tx: Transaction,
  articleId: string,
): Promise<{ id: string; missing: string; givenAt: Date }[]> {
  return tx
    .selectFrom('articleVerdicts')
    .select(['id', 'missing', 'givenAt'])
    .where('articleId', '=', articleId)
    .where('missing', '<>', '')
    .where('settledAt', 'is', null)
    .orderBy('id')
    .limit(mostMissing)
    .execute();
}

/** Says that what is missing was dealt with. @returns false where it was already, or is not there */
export async function settle(
  tx: Transaction,
  { id, articleId }: { id: string; articleId: string },
): Promise<boolean> {
  const settled = await tx
    .updateTable('articleVerdicts')
    .set({ settledAt: sql<Date>`now()` })
    .where('id', '=', id)
    .where('articleId', '=', articleId)
    .where('settledAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return settled !== undefined;
}
