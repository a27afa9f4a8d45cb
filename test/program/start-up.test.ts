import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run, type Program } from './program.ts';
import { freePort } from '../support/free-port.ts';
import { temporaryFolder } from '../support/house.ts';

let folder: ReturnType<typeof temporaryFolder>;
let other: Server;
let taken: string;

beforeAll(async () => {
  other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  taken = `${address.port}`;
});

afterAll(() => {
  other.close();
});

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(() => folder.remove());

/** An environment in which nothing is wrong, with a data folder in which somebody has something. */
async function soundEnvironment() {
  const data = join(folder.path, 'data');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'keepsake'), 'kept');
  const [port, demoPort] = [await freePort(), await freePort()];
  return { PORT: `${port}`, DEMO_PORT: `${demoPort}`, DATA_DIR: data, TMPDIR: folder.path };
}

/** Everything in the test's folder, and when it was last changed. */
function everything(): string[] {
  const names = readdirSync(folder.path, { recursive: true, encoding: 'utf8' }).toSorted();
  return names.map((name) => `${name} ${statSync(join(folder.path, name)).mtimeMs}`);
}

/** The faults the program named, after it ended as a refused start should. */
async function faultsOf(program: Program): Promise<string[]> {
  expect(await program.ended).toBe(1);
  expect(program.stdout).toBe('');
  const [title, ...faults] = program.stderr.trimEnd().split('\n');
  expect(title).toBe('Guildhall cannot start:');
  return faults.map((fault) => fault.replace(/^ {2}- /, ''));
}

describe('a start in a bad environment', () => {
  it('names everything that is wrong at once, and harms nothing', async () => {
    const file = join(folder.path, 'file');
    writeFileSync(file, 'a letter');
    const closed = await freePort();
    const before = everything();

    const faults = await faultsOf(
      run('main', {
        NODE_ENV: 'production',
        PORT: taken,
        DEMO_PORT: 'x',
        PUBLIC_URL: 'guildhall',
        DATA_DIR: file,
        DATABASE_URL: `postgres://guildhall:hunter2@127.0.0.1:${closed}/guildhall`,
        TMPDIR: folder.path,
      }),
    );

    expect(faults.toSorted()).toEqual([
      `DATABASE_URL: cannot connect to 127.0.0.1:${closed} ECONNREFUSED`,
      `DATA_DIR: ${file} is not a folder`,
      expect.stringMatching(/^DEMO_PORT: /),
      `PORT: ${taken} is taken by another program`,
      'PUBLIC_URL: expected an http or https address',
      expect.stringMatching(/^SECRET: /),
    ]);
    expect(faults.join()).not.toContain('hunter2');
    expect(everything()).toEqual(before);
    expect(readFileSync(file, 'utf8')).toBe('a letter');
  });

  it.each([
    ['a port that is taken', () => ({ PORT: taken }), /^PORT: \d+ is taken by another program$/],
    ['a taken demo port', () => ({ DEMO_PORT: taken }), /^DEMO_PORT: \d+ is taken/],
    ['a taken metrics port', () => ({ METRICS_PORT: taken }), /^METRICS_PORT: \d+ is taken/],
    [
      'an address of no machine',
      () => ({ HOST: '192.0.2.1' }),
      /^(DEMO_)?PORT: cannot listen on 192\.0\.2\.1/,
    ],
    ['a malformed address', () => ({ PUBLIC_URL: 'guildhall' }), /^PUBLIC_URL: expected an http/],
    [
      'a data folder below a file',
      () => ({ DATA_DIR: join(folder.path, 'data', 'keepsake', 'below') }),
      /^DATA_DIR: .*keepsake is not a folder$/,
    ],
    [
      'a database that is down',
      () => ({ DATABASE_URL: 'postgres://guildhall:hunter2@127.0.0.1:1/x' }),
      /^DATABASE_URL: cannot connect to 127.0.0.1:1 ECONNREFUSED$/,
    ],
    [
      'a database of an unknown host',
      () => ({ DATABASE_URL: 'postgres://guildhall:hunter2@nowhere.invalid/x' }),
      /^DATABASE_URL: cannot connect to nowhere.invalid /,
    ],
    [
      'production without a secret',
      () => ({ NODE_ENV: 'production', PUBLIC_URL: 'https://guildhall.example.org' }),
      /^SECRET: /,
    ],
    [
      'a secret file that is not there',
      () => ({ SECRET_FILE: join(folder.path, 'gone') }),
      /^SECRET_FILE: cannot read /,
    ],
  ])('says so of %s, and harms nothing', async (_, wrong, words) => {
    const env = await soundEnvironment();
    const before = everything();

    const faults = await faultsOf(run('main', { ...env, ...wrong() }));

    expect(faults.filter((fault) => !words.test(fault))).toEqual([]);
    expect(faults[0]).toMatch(words);
    expect(faults.join()).not.toContain('hunter2');
    expect(everything()).toEqual(before);
  });

  it('says so of a bucket that nobody answers for, and harms nothing', async () => {
    const env = await soundEnvironment();
    const before = everything();
    const bucket = { S3_BUCKET: 'files', S3_KEY_ID: 'key', S3_SECRET_KEY: 'hunter2' };

    const program = run('main', { ...env, ...bucket, S3_ENDPOINT: 'http://127.0.0.1:1' });

    expect(await program.ended).toBe(1);
    // Beside what the package says of this Node.
    expect(program.stderr).toContain('  - S3_ENDPOINT: cannot use 127.0.0.1:1 (ECONNREFUSED)\n');
    expect(program.stderr).not.toContain('hunter2');
    expect(everything()).toEqual(before);
  });

  it('loads nothing that reaches a bucket where files lie in a folder', async () => {
    const env = await soundEnvironment();
    const log = join(folder.path, 'modules');

    const program = run('main', { ...env, MODULE_LOG: log }, { preload: './loaded-modules.mjs' });
    await program.saying('Guildhall answers');
    program.signal('SIGTERM');
    await program.ended;

    expect(readFileSync(log, 'utf8')).toContain('files/disk-storage.js');
    expect(readFileSync(log, 'utf8')).not.toContain('@aws-sdk');
  });

  // root reads everything; for root the folder below a file stands for this one.
  it.runIf(process.getuid?.() !== 0)('says so of a data folder that cannot be read', async () => {
    const env = await soundEnvironment();
    chmodSync(env.DATA_DIR, 0o000);

    const faults = await faultsOf(run('main', env));

    chmodSync(env.DATA_DIR, 0o700);
    expect(faults).toEqual([`DATA_DIR: ${env.DATA_DIR} cannot be read and written by this user`]);
  });
});
