import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { openDatabase, type Database } from '../../src/db/index.ts';
import { createToolKeys } from '../../src/lti/index.ts';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';

const day = 24 * 3_600_000;
const key = new Uint8Array(32).fill(7);
let fresh: FreshDatabase;
let db: Database;
let now = Date.now();

beforeAll(async () => {
  fresh = await freshDatabase();
  db = await openDatabase({ place: fresh.place, queryTimeLimitMs: 20_000 });
});

afterAll(async () => {
  await db.close();
  await fresh.dispose();
});

beforeEach(async () => {
  now = Date.now();
  await db.atTheDoor((tx) => tx.deleteFrom('toolKeys').execute());
});

const process = (secret = key) => createToolKeys({ db, key: secret, now: () => now });

async function kidOf(
  jwt: string,
  keySet: Awaited<ReturnType<ReturnType<typeof process>['publicKeySet']>>,
) {
  const { protectedHeader } = await jwtVerify(jwt, createLocalJWKSet(keySet));
  return protectedHeader.kid;
}

describe('our own keys', () => {
  it('sign what the published key set verifies', async () => {
    const keys = process();
    const jwt = await keys.sign({ sub: 'us' });
    expect(await kidOf(jwt, await keys.publicKeySet())).toBeDefined();
  });

  it('are the same for every process, and made once when several start together', async () => {
    const [one, two] = [process(), process()];
    const [first, second] = await Promise.all([one.publicKeySet(), two.publicKeySet()]);
    expect(first.keys.map(({ kid }) => kid)).toEqual(second.keys.map(({ kid }) => kid));
    expect(first.keys).toHaveLength(1);
  });

  it('publish no private half, and keep it only encrypted', async () => {
    const { keys } = await process().publicKeySet();
    expect(Object.keys(keys[0] ?? {}).toSorted()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    const rows = await db.atTheDoor((tx) => tx.selectFrom('toolKeys').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain('"d"');
  });

  it('announce a successor a day before it signs, and keep the predecessor a week after', async () => {
    const keys = process();
    const before = await kidOf(await keys.sign({}), await keys.publicKeySet());

    await keys.rotate();
    const announced = await keys.publicKeySet();
    expect(announced.keys).toHaveLength(2);
    expect(await kidOf(await keys.sign({}), announced)).toBe(before);

    now += day + 60_000;
    const rotated = await process().publicKeySet();
    const after = await kidOf(await process().sign({}), rotated);
    expect(after).not.toBe(before);
    expect(rotated.keys.map(({ kid }) => kid)).toContain(before);

    now += 7 * day;
    const retired = await process().publicKeySet();
    expect(retired.keys.map(({ kid }) => kid)).toEqual([after]);
  });

  it('rotate by themselves when a key has signed for ninety days', async () => {
    const before = await kidOf(await process().sign({}), await process().publicKeySet());
    now += 91 * day;
    expect((await process().publicKeySet()).keys).toHaveLength(2);
    now += 2 * day;
    expect(await kidOf(await process().sign({}), await process().publicKeySet())).not.toBe(before);
  });

  it('change at once when they must', async () => {
    const keys = process();
    const before = await kidOf(await keys.sign({}), await keys.publicKeySet());
    now += 1000;
    await keys.rotate({ atOnce: true });
    expect(await kidOf(await keys.sign({}), await keys.publicKeySet())).not.toBe(before);
  });

  it('are made anew under a new secret, while the old one’s processes sign with theirs', async () => {
    const before = await kidOf(await process().sign({}), await process().publicKeySet());
    const another = new Uint8Array(32).fill(8);
    now += 1000;

    const [one, two] = [process(another), process(another)];
    const [first, second] = await Promise.all([one.sign({}), two.sign({})]);
    const published = await one.publicKeySet();
    const after = await kidOf(first, published);

    expect(after).not.toBe(before);
    expect(await kidOf(second, published)).toBe(after);
    expect(published.keys.map(({ kid }) => kid)).toEqual([after, before]);
    now += 120_000;
    expect(await kidOf(await process().sign({}), published)).toBe(before);
    expect((await process().publicKeySet()).keys).toHaveLength(2);
  });
});
