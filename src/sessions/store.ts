import { statement, type Transaction } from '../db/index.ts';
import type { BeginningSession, Session } from './session.ts';

type NewSession = BeginningSession & { id: string; tokenHash: string; expiresAt: Date };

const insertion = statement<NewSession, unknown>((tx, given) =>
  tx.insertInto('sessions').values({
    organizationId: given('organizationId'),
    id: given('id'),
    tokenHash: given('tokenHash'),
    platformId: given('platformId'),
    personId: given('personId'),
    courseId: given('courseId'),
    isAdministrator: given('isAdministrator'),
    isTestUser: given('isTestUser'),
    language: given('language'),
    timeZone: given('timeZone'),
    launchLanguage: given('launchLanguage'),
    launchTimeZone: given('launchTimeZone'),
    isCalm: given('isCalm'),
    returnUrl: given('returnUrl'),
    frameOrigins: given('frameOrigins'),
    expiresAt: given('expiresAt'),
  }),
);

export async function insertSession(tx: Transaction, session: NewSession): Promise<void> {
  await insertion(tx, session);
}

const copied = [
  'organizationId',
  'platformId',
  'personId',
  'courseId',
  'isAdministrator',
  'isTestUser',
  'language',
  'timeZone',
  'launchLanguage',
  'launchTimeZone',
  'isCalm',
  'returnUrl',
  'frameOrigins',
  'expiresAt',
] as const;

/** Begins a visit that is like another, and ends with it. */
export async function copySession(
  tx: Transaction,
  from: string,
  { id, tokenHash }: { id: string; tokenHash: string },
): Promise<void> {
  await tx
    .insertInto('sessions')
    .columns(['id', 'tokenHash', ...copied])
    .expression((sessions) =>
      sessions
        .selectFrom('sessions')
        .select((row) => [row.val(id).as('id'), row.val(tokenHash).as('tokenHash'), ...copied])
        .where('sessions.id', '=', from),
    )
    .execute();
}

interface Sought {
  tokenHash: string;
  now: Date;
  seenSince: Date;
}

const selection = statement<Sought, Session & { lastSeenAt: Date }>((tx, given) =>
  tx
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
    .where('tokenHash', '=', given('tokenHash'))
    .where('expiresAt', '>', given('now'))
    .where('lastSeenAt', '>', given('seenSince')),
);

/** Looked up at the door: the token is all that is known. */
export async function findSession(
  tx: Transaction,
  sought: Sought,
): Promise<(Session & { lastSeenAt: Date }) | undefined> {
  const [session] = await selection(tx, sought);
  return session;
}

/** A visit by its id, for what was signed for it. */
export function findSessionById(
  tx: Transaction,
  {
    organizationId,
    id,
    now,
    seenSince,
  }: Omit<Sought, 'tokenHash'> & Pick<Session, 'organizationId' | 'id'>,
): Promise<Session | undefined> {
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
    ])
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('expiresAt', '>', now)
    .where('lastSeenAt', '>', seenSince)
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
