import { importJWK, type CryptoKey, type JWK } from 'jose';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { findKeySet, updateKeySet } from './key-set-store.ts';
import type { Outbound } from './outbound.ts';
import type { Platform } from './platforms.ts';

const refreshAfterMs = 10 * 60_000;
const trustedForMs = 7 * 24 * 3_600_000;
const mostLooks = 3;
const lookEveryMs = 20_000;
const pauseMs = 900;

const KeySet = z.object({ keys: z.array(z.unknown()).max(100) });

const SigningKey = z
  .object({
    kty: z.literal('RSA'),
    kid: z.string(),
    n: z.string(),
    e: z.string(),
    use: z.literal('sig').optional(),
  })
  .transform(({ kty, kid, n, e }) => ({ kty, kid, n, e }));

/** The keys a platform signs with. */
export interface KeySets {
  /**
   * The platform's public key of this id, or null when it has none.
   *
   * Known keys come from memory, or from the last set that was read, so they serve while the platform's
   * address is down. For an unknown id the set is read again, but not at every stranger's bidding.
   *
   * @throws PlatformUnreachable when the id is unknown and the platform does not answer
   */
  keyOf(platform: Platform, kid: string): Promise<CryptoKey | null>;
}

interface Entry {
  keys: ReadonlyMap<string, JWK>;
  readAt: number;
  reading: Promise<void> | null;
  looks: { left: number; countedAt: number; askedAt: number };
}

/**
 * Whether to read the set for an unknown id. Two looks are free, so that a key rotated in just now is found
 * at once; the last is kept for after a pause in such requests, so that a flood of made-up ids cannot use
 * up what the next honest rotation needs.
 */
function mayLook(looks: Entry['looks'], now: number): boolean {
  const earned = Math.floor((now - looks.countedAt) / lookEveryMs);
  if (earned > 0) {
    looks.left = Math.min(mostLooks, looks.left + earned);
    looks.countedAt = now;
  }
  const hasPaused = now - looks.askedAt >= pauseMs;
  looks.askedAt = now;
  if (looks.left === 0 || (looks.left === 1 && !hasPaused)) return false;
  looks.left -= 1;
  return true;
}

/** Keys of other kinds, or without an id, may stand in the set; they are not for launches. */
function parseKeys(set: unknown): ReadonlyMap<string, JWK> {
  const { keys } = KeySet.parse(set);
  const usable = keys.flatMap((key) => SigningKey.safeParse(key).data ?? []);
  return new Map(usable.map((key) => [key.kid, key]));
}

/** Importing a key takes longer than checking a signature with it. */
const imported = new WeakMap<JWK, Promise<CryptoKey | null>>();

async function importKey(jwk: JWK): Promise<CryptoKey | null> {
  const key = await importJWK(jwk, 'RS256');
  return key instanceof Uint8Array ? null : key;
}

function importedKey(jwk: JWK): Promise<CryptoKey | null> {
  const known = imported.get(jwk);
  if (known) return known;
  const importing = importKey(jwk);
  imported.set(jwk, importing);
  return importing;
}

export function createKeySets(house: {
  db: Database;
  outbound: Outbound;
  now?: () => number;
}): KeySets {
  const { db, outbound, now = Date.now } = house;
  const entries = new Map<string, Promise<Entry>>();

  async function load({ organizationId, id }: Platform): Promise<Entry> {
    const kept = await db.within(organizationId, (tx) => findKeySet(tx, id));
    const keys = kept?.keySet ? parseKeys(kept.keySet) : new Map<string, JWK>();
    const looks = { left: mostLooks, countedAt: now(), askedAt: now() - pauseMs };
    return { keys, readAt: kept?.keySetReadAt?.getTime() ?? 0, reading: null, looks };
  }

  function entryOf(platform: Platform): Promise<Entry> {
    const name = `${platform.id} ${platform.keySetUrl}`;
    const found = entries.get(name);
    if (found) return found;
    const loading = load(platform);
    entries.set(name, loading);
    loading.catch(() => entries.delete(name));
    return loading;
  }

  async function read(platform: Platform, entry: Entry): Promise<void> {
    const { status, text } = await outbound.request(platform.keySetUrl, {
      accept: 'application/json',
    });
    if (status !== 200) throw new Error(`The key set answered ${status}`);
    const set: unknown = JSON.parse(text);
    entry.keys = parseKeys(set);
    entry.readAt = now();
    await db.within(platform.organizationId, (tx) =>
      updateKeySet(tx, platform.id, set, new Date(entry.readAt)),
    );
  }

  /** Launches that arrive together share one look. */
  function refresh(platform: Platform, entry: Entry): Promise<void> {
    entry.reading ??= read(platform, entry).finally(() => {
      entry.reading = null;
    });
    return entry.reading;
  }

  function trustedKey(entry: Entry, kid: string): JWK | undefined {
    return now() - entry.readAt < trustedForMs ? entry.keys.get(kid) : undefined;
  }

  async function jwkOf(platform: Platform, kid: string): Promise<JWK | undefined> {
    const entry = await entryOf(platform);
    const known = trustedKey(entry, kid);
    if (known) {
      // A key that the platform withdrew must go; one it cannot confirm just now stays.
      if (now() - entry.readAt > refreshAfterMs) void refresh(platform, entry).catch(() => {});
      return known;
    }
    if (!entry.reading && !mayLook(entry.looks, now())) return undefined;
    await refresh(platform, entry);
    const found = trustedKey(entry, kid);
    if (found) entry.looks.left = mostLooks;
    return found;
  }

  return {
    keyOf: async (platform, kid) => {
      const jwk = await jwkOf(platform, kid);
      return jwk ? importedKey(jwk) : null;
    },
  };
}
