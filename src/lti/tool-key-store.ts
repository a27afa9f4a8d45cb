import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** Any number will do, as long as every Guildhall takes the same one. */
const rotationLock = 727_110_002;

/** One key pair of ours; the private half is encrypted. */
export interface KeyRow {
  kid: string;
  publicKey: unknown;
  privateKey: string;
  signsFrom: Date;
}

/** Waits until no other process is rotating; the turn ends with the transaction. */
export async function takeRotationTurn(tx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${rotationLock})`.execute(tx);
}

export function newestKeys(tx: Transaction): Promise<KeyRow[]> {
  return tx
    .selectFrom('toolKeys')
    .select(['kid', 'publicKey', 'privateKey', 'signsFrom'])
    .orderBy('signsFrom', 'desc')
    .orderBy('kid', 'desc')
    .limit(20)
    .execute();
}

export async function insertToolKey(
  tx: Transaction,
  key: { kid: string; publicKey: string; privateKey: string; signsFrom: Date },
): Promise<void> {
  await tx.insertInto('toolKeys').values(key).execute();
}
