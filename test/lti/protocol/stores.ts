import { organizationName, type Door } from './door.ts';

type Role = 'instructor' | 'assistant' | 'learner' | 'other';
type Tx = Parameters<Parameters<Door['house']['database']['within']>[1]>[0];

/** Look into the rooms of an organization, to see what a launch left there. */
export async function lookInside<T>(
  { house }: Door,
  organizationName: string,
  look: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { id } = await house.database.atTheDoor((tx) =>
    tx
      .selectFrom('organizations')
      .select('id')
      .where('name', '=', organizationName)
      .executeTakeFirstOrThrow(),
  );
  return house.database.within(id, look);
}

/** What the person of this sub is in each of their courses. */
export function enrolledAs(door: Door, subject: string): Promise<{ role: Role }[]> {
  return lookInside(door, organizationName, (tx) =>
    tx
      .selectFrom('enrollments')
      .innerJoin('identities', 'identities.personId', 'enrollments.personId')
      .select('enrollments.role')
      .where('identities.subject', '=', subject)
      .execute(),
  );
}

export function sessionCount({ house }: Door): Promise<number> {
  return house.database.atTheDoor(async (tx) => {
    const rows = await tx.selectFrom('sessions').select('id').execute();
    return rows.length;
  });
}

/** Let every login under way have been begun eleven minutes ago. */
export async function ageLogins({ house }: Door): Promise<void> {
  await house.database.atTheDoor(async (tx) => {
    // The door may add and take away logins, but not change them.
    const logins = await tx.deleteFrom('logins').returningAll().execute();
    for (const login of logins) {
      const aged = {
        createdAt: elevenMinutesBefore(login.createdAt),
        expiresAt: elevenMinutesBefore(login.expiresAt),
      };
      await tx
        .insertInto('logins')
        .values({ ...login, ...aged })
        .execute();
    }
  });
}

function elevenMinutesBefore(date: Date): Date {
  return new Date(date.getTime() - 11 * 60_000);
}
