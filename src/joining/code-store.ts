import type { Transaction } from '../db/index.ts';

/** A person has one code at a time; another takes its place. */
export async function upsertCode(
  tx: Transaction,
  code: { organizationId: string; personId: string; codeHash: string; expiresAt: Date },
): Promise<void> {
  const { codeHash, expiresAt } = code;
  await tx
    .insertInto('joiningCodes')
    .values(code)
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'personId']).doUpdateSet({ codeHash, expiresAt }),
    )
    .execute();
}

/** Whose code this is; undefined when it is nobody's, or nobody's any more. */
export async function ownerOfCode(
  tx: Transaction,
  codeHash: string,
  now: Date,
): Promise<string | undefined> {
  const code = await tx
    .selectFrom('joiningCodes')
    .select('personId')
    .where('codeHash', '=', codeHash)
    .where('expiresAt', '>', now)
    .executeTakeFirst();
  return code?.personId;
}

/** Uses a code up. @returns false when it was used before */
export async function takeCode(
  tx: Transaction,
  personId: string,
  codeHash: string,
): Promise<boolean> {
  const taken = await tx
    .deleteFrom('joiningCodes')
    .where('personId', '=', personId)
    .where('codeHash', '=', codeHash)
    .returning('personId')
    .executeTakeFirst();
  return taken !== undefined;
}

/** Whatever other codes these persons have is void. */
export async function deleteCodesOf(tx: Transaction, personIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('joiningCodes').where('personId', 'in', personIds).execute();
}

/** Counts one more try of this person. @returns how many there were since the moment, this one included */
export async function countTry(
  tx: Transaction,
  { organizationId, personId }: { organizationId: string; personId: string },
  { now, forgottenBefore }: { now: Date; forgottenBefore: Date },
): Promise<number> {
  const { tries } = await tx
    .insertInto('joiningTries')
    .values({ organizationId, personId, tries: 1, since: now })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'personId']).doUpdateSet((row) => ({
        tries: row
          .case()
          .when('joiningTries.since', '<', forgottenBefore)
          .then(1)
          .else(row('joiningTries.tries', '+', 1))
          .end(),
        since: row
          .case()
          .when('joiningTries.since', '<', forgottenBefore)
          .then(now)
          .else(row.ref('joiningTries.since'))
          .end(),
      })),
    )
    .returning('tries')
    .executeTakeFirstOrThrow();
  return tries;
}
