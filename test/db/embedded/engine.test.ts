import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../src/db/embedded.ts';
import { templateDirectory } from '../../../src/db/template.ts';
import { temporaryFolder } from '../../support/house.ts';
import { startKeeper } from './keeper.ts';

let folder: ReturnType<typeof temporaryFolder>;
let directory: string;

beforeEach(() => {
  folder = temporaryFolder();
  directory = join(folder.path, 'database');
});

afterEach(() => folder.remove());

/** PostgreSQL gives every new database a number of its own, which a copy of it keeps. */
const birthmark = (database: string) =>
  readFileSync(join(database, 'global/pg_control')).readBigUInt64LE(0);

describe('the engine', () => {
  it('lets the event loop turn while a long query runs', async () => {
    const engine = await openEmbedded(directory);
    let turns = 0;
    const clock = setInterval(() => {
      turns += 1;
    });

    await engine.pool.query('select count(*) from generate_series(1, 1000000)');

    clearInterval(clock);
    await engine.close();
    // In this thread the query would let no timer through until it is over.
    expect(turns).toBeGreaterThan(10);
  });

  it('is replaced when it crashes, and forgets only what was not committed', async () => {
    const keeper = await startKeeper(directory, { broken: 'crash-on-call.mjs' });
    const before = await keeper.organize(2);

    const ended = await keeper.crash();
    const after = await keeper.organize(2);

    await keeper.close();
    expect(ended).not.toBe('');
    const engine = await openEmbedded(directory);
    const { rows } = await engine.pool.query<{ name: string }>('select name from organizations');
    await engine.close();
    expect(rows.map(({ name }) => name).toSorted()).toEqual([...before, ...after].toSorted());
  });

  it('lets a connection keep plans by names that one before it had', async () => {
    const engine = await openEmbedded(directory);
    const named = { name: 'sum', text: 'select $1::integer + 1 as sum', values: [1] };
    const first = await engine.pool.connect();
    await first.query(named);
    first.release(true);

    const second = await engine.pool.connect();
    const { rows } = await second.query<{ sum: number }>(named);

    second.release();
    await engine.close();
    expect(rows).toEqual([{ sum: 2 }]);
  });

  it('leaves nothing beside its folder once closed', async () => {
    const engine = await openEmbedded(directory);
    expect(readdirSync(folder.path).toSorted()).toEqual(['database', 'database.lock']);

    await engine.close();

    expect(readdirSync(folder.path)).toEqual(['database']);
  });
});

describe('a new folder', () => {
  it('begins as a copy of the prepared database', async () => {
    const engine = await openEmbedded(directory);
    await engine.close();

    expect(birthmark(directory)).toBe(birthmark(templateDirectory()));
  });

  it('is made from nothing where none was prepared', async () => {
    const keeper = await startKeeper(directory, { broken: 'no-template.mjs' });

    expect(keeper.refused).toBeNull();
    expect(await keeper.organize(1)).toHaveLength(1);
    await keeper.close();
    expect(birthmark(directory)).not.toBe(birthmark(templateDirectory()));
  });

  it('is begun afresh where a start was cut off while it copied', async () => {
    mkdirSync(`${directory}.arriving`);
    writeFileSync(join(`${directory}.arriving`, 'PG_VERSION'), '18');
    mkdirSync(directory);

    const engine = await openEmbedded(directory);

    await engine.close();
    expect(readdirSync(folder.path)).toEqual(['database']);
  });
});
