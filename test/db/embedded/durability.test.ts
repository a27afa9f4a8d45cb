import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../src/db/embedded.ts';
import { temporaryFolder } from '../../support/house.ts';
import { startKeeper } from './keeper.ts';

let folder: ReturnType<typeof temporaryFolder>;
let directory: string;

beforeEach(() => {
  folder = temporaryFolder();
  directory = join(folder.path, 'database');
});

afterEach(() => folder.remove());

/** The names of the organizations in the folder, as a new process would find them. */
async function organizations(): Promise<string[]> {
  const engine = await openEmbedded(directory);
  const { rows } = await engine.pool.query<{ name: string }>('select name from organizations');
  await engine.close();
  return rows.map(({ name }) => name);
}

describe('a commit', () => {
  it('has reached the disk by the time it is acknowledged', async () => {
    const log = join(folder.path, 'syncs');
    writeFileSync(log, '');
    const keeper = await startKeeper(directory, {
      broken: 'heard-syncs.mjs',
      env: { SYNC_LOG: log },
    });

    const counts: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const walSyncs = readFileSync(log, 'utf8').match(/database\/pg_wal\/.+\n/g) ?? [];
      counts.push(walSyncs.length);
      await keeper.organize(1);
    }

    await keeper.close();
    expect(new Set(counts).size).toBe(5);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  });

  it('outlives a kill -9 in the middle of work, and the folder opens again at once', async () => {
    const keeper = await startKeeper(directory);

    const kept = await keeper.killAmidWork();

    expect(kept.length).toBeGreaterThanOrEqual(25);
    expect(await organizations()).toEqual(expect.arrayContaining(kept));
  });
});

describe('opening refuses', () => {
  it('an engine that does not sync', async () => {
    const keeper = await startKeeper(directory, { broken: 'no-sync.mjs' });

    expect(keeper.refused).toBe(
      'Error: Self-test failed: a commit did not reach the disk. The database was not opened.',
    );
    await keeper.close();
  });

  it('a disk on which the folder can be locked twice', async () => {
    const keeper = await startKeeper(directory, { broken: 'no-exclusion.mjs' });

    expect(keeper.refused).toBe(
      'Error: Self-test failed: the data folder could be locked twice. The database was not opened.',
    );
    await keeper.close();
  });

  it('a folder that another process has open, in words, and harms nothing there', async () => {
    const first = await startKeeper(directory);
    const before = await first.organize(3);

    const second = await startKeeper(directory);

    expect(second.refused).toMatch(
      `DataDirectoryLocked: The data folder is in use by process ${first.pid} on `,
    );
    expect(second.refused).toContain('or give this one its own DATA_DIR');
    const after = await first.organize(3);
    await Promise.all([first.close(), second.close()]);
    expect((await organizations()).toSorted()).toEqual([...before, ...after].toSorted());
  });
});
