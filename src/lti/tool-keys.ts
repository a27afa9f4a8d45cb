import {
  CompactEncrypt,
  SignJWT,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose';
import { z } from 'zod';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { insertToolKey, newestKeys, takeRotationTurn, type KeyRow } from './tool-key-store.ts';

const day = 24 * 3_600_000;
const rotateAfterMs = 90 * day;
/** A new key is published this long before it signs, so that every platform has read it by then. */
const announceMs = day;
/** An old key stays published this long after it last signed. */
const retireAfterMs = 7 * day;
const rereadAfterMs = 60_000;

const PublicKey = z.object({ kty: z.string(), n: z.string(), e: z.string() });

/** Our own key pairs: what we sign with, and what platforms check it by. */
export interface ToolKeys {
  /** RS256 over the claims, naming our key. */
  sign(claims: JWTPayload): Promise<string>;
  /** What `/lti/jwks.json` answers: every key that signs, signed lately, or is about to. */
  publicKeySet(): Promise<{ keys: JWK[] }>;
  /** Publishes a new key that signs from tomorrow, or at once in an emergency. */
  rotate(options?: { atOnce: boolean }): Promise<void>;
}

/** Those that may sign by now, newest first; all that stay published; and whether a successor is due. */
function plan(rows: readonly KeyRow[], now: number) {
  const signing = rows.filter((row) => row.signsFrom.getTime() <= now);
  const published = rows.filter((_row, index) => {
    const successor = rows[index - 1];
    return !successor || now - successor.signsFrom.getTime() < retireAfterMs;
  });
  const newest = rows[0];
  const isDue = !newest || now - newest.signsFrom.getTime() > rotateAfterMs;
  return { signing, published, isDue };
}

export function createToolKeys(house: {
  db: Database;
  key: Uint8Array;
  now?: () => number;
}): ToolKeys {
  const { db, key, now = Date.now } = house;
  let cached: { rows: KeyRow[]; readAt: number } | undefined;
  const opened = new Map<string, Promise<CryptoKey>>();

  async function insertKey(tx: Transaction, signsFrom: Date): Promise<void> {
    const pair = await generateKeyPair('RS256', { extractable: true });
    const privateJwk = JSON.stringify(await exportJWK(pair.privateKey));
    const privateKey = await new CompactEncrypt(new TextEncoder().encode(privateJwk))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(key);
    const publicKey = JSON.stringify(await exportJWK(pair.publicKey));
    await insertToolKey(tx, { kid: newId(), publicKey, privateKey, signsFrom });
  }

  /** Makes a successor when `needed` says so, one process at a time. */
  async function addKey(needed: (rows: KeyRow[]) => Promise<Date | null>): Promise<KeyRow[]> {
    return db.atTheDoor(async (tx) => {
      await takeRotationTurn(tx);
      const signsFrom = await needed(await newestKeys(tx));
      if (signsFrom) await insertKey(tx, signsFrom);
      return newestKeys(tx);
    });
  }

  async function rows(): Promise<KeyRow[]> {
    if (cached && now() - cached.readAt < rereadAfterMs) return cached.rows;
    const found = await db.atTheDoor(newestKeys);
    const current = (await successor(found)) ? await addKey(successor) : found;
    cached = { rows: current, readAt: now() };
    return current;
  }

  /** When the next key is to sign from: at once where none can sign, in a day where one is due, or never. */
  async function successor(known: KeyRow[]): Promise<Date | null> {
    if (!(await signingKey(known))) return new Date(now());
    return plan(known, now()).isDue ? new Date(now() + announceMs) : null;
  }

  async function open(row: KeyRow): Promise<CryptoKey> {
    const { plaintext } = await compactDecrypt(row.privateKey, key);
    const jwk: JWK = JSON.parse(new TextDecoder().decode(plaintext));
    const imported = await importJWK(jwk, 'RS256');
    if (imported instanceof Uint8Array) throw new Error(`Key ${row.kid} is not a key pair`);
    return imported;
  }

  function privateKeyOf(row: KeyRow): Promise<CryptoKey> {
    const found = opened.get(row.kid) ?? open(row);
    opened.set(row.kid, found);
    return found;
  }

  /** The newest that may sign and that our secret opens: another secret's is passed over, not an end. */
  async function signingKey(known: KeyRow[]): Promise<{ kid: string; key: CryptoKey } | null> {
    for (const row of plan(known, now()).signing) {
      const opening = await privateKeyOf(row).catch(() => null);
      if (opening) return { kid: row.kid, key: opening };
    }
    return null;
  }

  return {
    sign: async (claims) => {
      const signing = await signingKey(await rows());
      if (!signing) throw new Error('There is no key to sign with');
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: signing.kid })
        .sign(signing.key);
    },
    publicKeySet: async () => {
      const { published } = plan(await rows(), now());
      const keys = published.map(({ kid, publicKey }) => {
        return { ...PublicKey.parse(publicKey), kid, use: 'sig', alg: 'RS256' };
      });
      return { keys };
    },
    rotate: async ({ atOnce } = { atOnce: false }) => {
      const signsFrom = new Date(atOnce ? now() : now() + announceMs);
      cached = { rows: await addKey(() => Promise.resolve(signsFrom)), readAt: now() };
    },
  };
}
