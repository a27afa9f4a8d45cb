import { statement, type Transaction } from '../db/index.ts';

/** What is remembered of a login between its two halves; its secrets only as keyed hashes. */
export interface LoginRow {
  stateHash: string;
  nonceHash: string;
  browserHash: string;
  issuer: string;
  clientId: string;
  loginHint: string;
  messageHint: string | null;
  targetLinkUri: string;
  deploymentId: string | null;
  storageFrame: string | null;
  expiresAt: Date;
}

const insertion = statement<LoginRow, unknown>((tx, given) =>
  tx.insertInto('logins').values({
    stateHash: given('stateHash'),
    nonceHash: given('nonceHash'),
    browserHash: given('browserHash'),
    issuer: given('issuer'),
    clientId: given('clientId'),
    loginHint: given('loginHint'),
    messageHint: given('messageHint'),
    targetLinkUri: given('targetLinkUri'),
    deploymentId: given('deploymentId'),
    storageFrame: given('storageFrame'),
    expiresAt: given('expiresAt'),
  }),
);

export async function insertLogin(tx: Transaction, login: LoginRow): Promise<void> {
  await insertion(tx, login);
}

const selection = statement<{ stateHash: string }, LoginRow>((tx, given) =>
  tx
    .selectFrom('logins')
    .select([
      'stateHash',
      'nonceHash',
      'browserHash',
      'issuer',
      'clientId',
      'loginHint',
      'messageHint',
      'targetLinkUri',
      'deploymentId',
      'storageFrame',
      'expiresAt',
    ])
    .where('stateHash', '=', given('stateHash')),
);

export async function findLogin(tx: Transaction, stateHash: string): Promise<LoginRow | undefined> {
  const [login] = await selection(tx, { stateHash });
  return login;
}

interface Proofs {
  stateHash: string;
  nonceHash: string;
  browserHash: string;
}

const consumption = statement<Proofs & { now: Date }, { stateHash: string }>((tx, given) =>
  tx
    .deleteFrom('logins')
    .where('stateHash', '=', given('stateHash'))
    .where('nonceHash', '=', given('nonceHash'))
    .where('browserHash', '=', given('browserHash'))
    .where('expiresAt', '>', given('now'))
    .returning('stateHash'),
);

/**
 * Uses up state, nonce and browser proof together: of any number of simultaneous launches one gets true.
 */
export async function consumeLogin(tx: Transaction, proofs: Proofs, now: Date): Promise<boolean> {
  const consumed = await consumption(tx, { ...proofs, now });
  return consumed.length > 0;
}

/** Forgets logins nobody finished, and invitations that could not be used any more anyway. */
export async function deleteExpiredLogins(tx: Transaction, now: Date): Promise<void> {
  await tx.deleteFrom('logins').where('expiresAt', '<', now).execute();
  await tx.deleteFrom('usedInvitations').where('expiresAt', '<', now).execute();
}
