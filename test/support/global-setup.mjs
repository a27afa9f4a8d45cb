/** Before all tests: one migrated database of each engine, to be copied by every test file, and keys of platforms. */
import { generateKeyPairSync } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../dist/db/index.js';
import { startPostgres } from './postgres.mjs';
import { makeRoom } from './room-for-tests.mjs';

/** As many as nearly every test file needs. */
const stockOfKeys = 8;

function writeKeys(path) {
  const keys = Array.from({ length: stockOfKeys }, () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }),
  );
  writeFileSync(path, JSON.stringify(keys.map(({ privateKey }) => privateKey)));
}

/** @returns what takes it all away again */
export async function setup() {
  const home = makeRoom();
  const directory = join(home, 'database');
  const folder = await openDatabase({ place: { directory }, queryTimeLimitMs: 20_000 });
  await folder.close();

  const postgres = await startPostgres(join(home, 'postgresql'));
  const template = await openDatabase({
    place: { url: postgres.urlOf('guildhall_template') },
    queryTimeLimitMs: 20_000,
  });
  await template.close();

  const keys = join(home, 'keys.json');
  writeKeys(keys);

  process.env.GUILDHALL_TEST_KEYS = keys;
  process.env.GUILDHALL_TEST_FOLDER = directory;
  process.env.GUILDHALL_TEST_SERVER = postgres.urlOf('postgres');
  return async () => {
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
