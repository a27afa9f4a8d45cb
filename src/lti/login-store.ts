import type { Transaction } from '../db/index.ts';

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

export async function insertLogin(tx: Transaction, login: LoginRow): Promise<void> {
  await tx.insertInto('logins').values(login).execute();
}

export function findLogin(tx: Transaction, stateHash: string): Promise<LoginRow | undefined> {
  return tx
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
    .where('stateHash', '=', stateHash)
    .executeTakeFirst();
}

/**
 * Uses up state, nonce and browser proof together: of any number of simultaneous launches one gets true.
 */
export async function consumeLogin(
  tx: Transaction,
  proofs: { stateHash: string; nonceHash: string; browserHash: string },
  now: Date,
): Promise<boolean> {
  const consumed = await tx
    .deleteFrom('logins')
    .where('stateHash', '=', proofs.stateHash)
    .where('nonceHash', '=', proofs.nonceHash)
    .where('browserHash', '=', proofs.browserHash)
    .where('expiresAt', '>', now)
    .returning('stateHash')
    .executeTakeFirst();
  return consumed !== undefined;
}

/** Forgets logins nobody finished, and invitations that could not be used any more anyway. */
export async function deleteExpiredLogins(tx: Transaction, now: Date): Promise<void> {
  await tx.deleteFrom('logins').where('expiresAt', '<', now).execute();
  await tx.deleteFrom('usedInvitations').where('expiresAt', '<', now).execute();
}
