import type { Transaction } from '../db/index.ts';
import type { BeginningSession, Session } from './session.ts';

export async function insertSession(
  tx: Transaction,
  session: BeginningSession & { id: string; tokenHash: string; expiresAt: Date },
): Promise<void> {
  await tx.insertInto('sessions').values(session).execute();
}

/** Looked up at the door: the token is all that is known. */
export function findSession(
  tx: Transaction,
  tokenHash: string,
  alive: { now: Date; seenSince: Date },
): Promise<(Session & { lastSeenAt: Date }) | undefined> {
  return tx
    .selectFrom('sessions')
    .select([
      'organizationId',
      'id',
      'platformId',
      'personId',
      'courseId',
      'isAdministrator',
      'isTestUser',
      'language',
      'timeZone',
      'isCalm',
      'returnUrl',
      'frameOrigins',
      'lastSeenAt',
    ])
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', alive.now)
    .where('lastSeenAt', '>', alive.seenSince)
    .executeTakeFirst();
}

export async function touchSession(tx: Transaction, tokenHash: string, now: Date): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ lastSeenAt: now })
    .where('tokenHash', '=', tokenHash)
    .execute();
}

export async function deleteExpiredSessions(tx: Transaction, now: Date): Promise<void> {
  await tx.deleteFrom('sessions').where('expiresAt', '<', now).execute();
}

/** Shows every visit of this person in what they just chose; where they chose nothing, as its launch said. */
export async function updateSessionsOf(
  tx: Transaction,
  personId: string,
  { language, timeZone, isCalm }: Pick<Session, 'language' | 'timeZone' | 'isCalm'>,
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set((session) => ({
      language: session.fn.coalesce(session.val(language), 'launchLanguage'),
      timeZone: session.fn.coalesce(session.val(timeZone), 'launchTimeZone'),
      isCalm,
    }))
    .where('personId', '=', personId)
    .execute();
}

/** Visits from these platforms go on as another person. */
export async function moveSessions(
  tx: Transaction,
  { from, into, platformIds }: { from: string; into: string; platformIds: readonly string[] },
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ personId: into })
    .where('personId', '=', from)
    .where('platformId', 'in', platformIds)
    .execute();
}
