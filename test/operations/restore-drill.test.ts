import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { newId, openDatabase } from '../../src/db/index.ts';
import { migrate, readMigrations } from '../../src/db/migrate.ts';
import { rememberPlatform } from '../../src/lti/index.ts';
import { prepareSite, run, type Program, type Site } from '../program/program.ts';
import { emptyDatabase, engine, freshDatabase, type Engine } from '../support/database.ts';
import { temporaryFolder } from '../support/house.ts';
import { badArchives, linesOf, withoutLastMigration, withoutOnePost } from './archives.ts';
import { openGathering, type Gathering } from './gathering.ts';
import { asSuperuser, inventoryOf, type Inventory } from './inventory.ts';

const other: Engine = engine === 'embedded' ? 'postgresql' : 'embedded';
const root = fileURLToPath(new URL('../..', import.meta.url));
/** More than a backup reads at once, in a table that nobody fills. */
const manyRows = 1203;
const notEmpty = 'The database is not empty; restore into an empty one.\n';

let folder: ReturnType<typeof temporaryFolder>;
let site: Site;
let program: Program;
let gatherings: [Gathering, Gathering];
let archive: string;
let original: Inventory;
const programs: Program[] = [];
const cleared: (() => Promise<void>)[] = [];

const inFolder = (name: string) => join(folder.path, name);
const countOf = ({ rows }: Inventory) =>
  Object.values(rows).reduce((sum, { count }) => sum + count, 0);

async function start(place: Site, env: NodeJS.ProcessEnv = {}): Promise<Program> {
  const started = run('main', {
    ...place.env,
    // The platforms know the tool by its address, so it stays where it was.
    PORT: site.env.PORT,
    DEMO: 'off',
    WRITES_PER_MINUTE: '100000',
    READS_PER_MINUTE: '100000',
    ...env,
  });
  programs.push(started);
  await started.saying('Guildhall answers');
  return started;
}

async function stop(running: Program): Promise<void> {
  running.signal('SIGTERM');
  expect(await running.ended).toBe(0);
}

/** Runs a command to its end. @returns its exit code and what it said */
async function command(
  script: 'backup' | 'restore',
  place: Site,
  args: string[],
  env: NodeJS.ProcessEnv = {},
) {
  const ran = run(script, { ...place.env, ...env }, { args });
  const code = await ran.ended;
  expect(ran.stdout).toBe('');
  return { code, words: ran.stderr };
}

async function emptySite(of: Engine = engine): Promise<Site> {
  const made = await prepareSite(emptyDatabase(of));
  cleared.push(made.clear);
  return made;
}

async function prepare(): Promise<void> {
  const db = await openDatabase({ place: site.place, queryTimeLimitMs: 20_000 });
  for (const [index, { platform, client }] of gatherings.entries())
    await rememberPlatform(db, `University ${index}`, {
      ...platform.details(client),
      name: 'Test platform',
      productFamily: null,
      tokenAudience: null,
    });
  const used = Array.from({ length: manyRows }, () => ({
    id: newId(),
    expiresAt: new Date(Date.now() + 86_400_000),
  }));
  await db.atTheDoor((tx) => tx.insertInto('usedInvitations').values(used).execute());
  await db.close();
}

beforeAll(async () => {
  folder = temporaryFolder();
  archive = inFolder('guildhall.archive');
  site = await prepareSite();
  cleared.push(site.clear);
  gatherings = [await openGathering(site.publicUrl), await openGathering(site.publicUrl)];
  await prepare();
  program = await start(site);
  for (const gathering of gatherings) {
    await gathering.talk();
    await gathering.place();
  }
}, 120_000);

afterAll(async () => {
  for (const one of programs) one.signal('SIGKILL');
  await Promise.all(programs.map(({ ended }) => ended));
  await Promise.all(gatherings.map(({ platform }) => platform.close()));
  for (const clear of cleared) await clear();
  folder.remove();
});

describe('npm run backup', () => {
  it('explains itself when given nothing, or a word too many', async () => {
    for (const args of [[], ['--to', archive, 'please']])
      expect(await command('backup', site, args)).toEqual({
        code: 1,
        words: expect.stringMatching(/^Usage: npm run backup -- --to <file/),
      });
  });

  it.runIf(engine === 'embedded')(
    'is refused while the program has the embedded database open',
    async () => {
      expect(await command('backup', site, ['--to', archive])).toEqual({
        code: 1,
        words: expect.stringMatching(/^The data folder is in use by process \d+ on /),
      });
      expect(existsSync(archive)).toBe(false);
      await stop(program);
    },
  );

  it.runIf(engine === 'postgresql')('takes one moment while people go on writing', async () => {
    const busy = inFolder('busy.archive');
    const [gathering] = gatherings;
    const [thread = ''] = gathering.said.keys();
    const writer = await gathering.ana();
    const before = gathering.said.get(thread)?.length ?? 0;
    const done = new AbortController();
    const writing = (async () => {
      while (!done.signal.aborted) await gathering.post(writer, thread);
    })();
    const { code } = await command('backup', site, ['--to', busy, '--with-secret']);
    done.abort();
    await writing;
    const machine = await emptySite();

    expect(code).toBe(0);
    expect(gathering.said.get(thread)?.length).toBeGreaterThan(before);
    expect(await command('restore', machine, ['--from', busy])).toMatchObject({ code: 0 });
    const halves = await asSuperuser(machine.place, (client) =>
      client.query(
        `select id from threads t
          where last_post_no <> (select max(post_no) from posts p where p.thread_id = t.id)
         union all
         select object_id from activity a
          where object_kind = 'post' and not exists (select from posts p where p.id = a.object_id)`,
      ),
    );
    expect(halves.rows).toEqual([]);
  });

  it('writes one file for this user alone, and says what is in it', async () => {
    const { code, words } = await command('backup', site, ['--to', archive, '--with-secret']);

    expect(words).toMatch(/^\d+ rows of \d+ tables\. The secret is inside: keep /);
    expect(code).toBe(0);
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    if (engine === 'postgresql') await stop(program);
    original = await inventoryOf(site.place);
    expect(Number.parseInt(words, 10)).toBe(countOf(original));
  });

  it('never writes over a file, nor where it cannot', async () => {
    const taken = inFolder('taken');
    const below = join(taken, 'below');
    writeFileSync(taken, 'dear to somebody');

    expect(await command('backup', site, ['--to', taken])).toEqual({
      code: 1,
      words: `${taken} is there already; nothing was written.\n`,
    });
    expect(await command('backup', site, ['--to', below])).toEqual({
      code: 1,
      words: `Cannot write ${below}.unfinished.\n`,
    });
    expect(readFileSync(taken, 'utf8')).toBe('dear to somebody');
    expect(readdirSync(folder.path).filter((name) => name.startsWith('taken'))).toEqual(['taken']);
  });

  it('says so where nothing ever ran, and of a database that is not there', async () => {
    const empty = await emptySite('embedded');
    const gone = { DATABASE_URL: 'postgres://guildhall:hunter2@localhost:1/guildhall' };

    expect(await command('backup', empty, ['--to', inFolder('none')])).toEqual({
      code: 1,
      words: `There is no secret in ${empty.env.DATA_DIR}, so nothing ran here.\n`,
    });
    expect(await command('backup', site, ['--to', inFolder('none')], gone)).toEqual({
      code: 1,
      words: 'Cannot connect to the database at localhost:1 (ECONNREFUSED).\n',
    });
  });
});

/** What concerns the archive and not the engine is tried on the engine that opens at once. */
describe.runIf(engine === 'postgresql')('npm run backup, on a server', () => {
  it('leaves the secret out unless told otherwise', async () => {
    const plain = inFolder('plain.archive');
    const secret = readFileSync(join(site.env.DATA_DIR, 'secret'), 'utf8');

    expect(await command('backup', site, ['--to', plain])).toEqual({
      code: 0,
      words: expect.stringContaining('The secret is not inside'),
    });
    expect(linesOf(archive).join()).toContain(secret);
    expect(linesOf(plain).join()).not.toContain(secret);
  });
});

describe('npm run restore', () => {
  let machine: Site;

  beforeAll(async () => {
    machine = await emptySite();
  });

  const bad = engine === 'postgresql' ? badArchives : [withoutOnePost];

  it.each(bad)('refuses an archive $what', async ({ what, words: expected, make }) => {
    const path = inFolder(what);
    writeFileSync(path, make(readFileSync(archive), linesOf(archive)));

    const { code, words } = await command('restore', machine, ['--from', path]);

    expect(words).toMatch(expected);
    expect(words.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('refuses a file that is not there, and a good one where another secret rules', async () => {
    const another = { SECRET: 'another secret, and long enough to be one' };
    const none = inFolder('none');

    expect(await command('restore', machine, ['--from', none])).toEqual({
      code: 1,
      words: `Cannot read ${none}. Nothing was restored.\n`,
    });
    expect(await command('restore', machine, ['--from', archive], another)).toEqual({
      code: 1,
      words: expect.stringMatching(
        /^The archive was made with another secret\. Set SECRET to that one; .* Nothing was restored\.$/m,
      ),
    });
  });

  it('refuses a database that holds something, and leaves it as it was', async () => {
    expect(await command('restore', site, ['--from', archive])).toEqual({
      code: 1,
      words: notEmpty,
    });
    expect(await inventoryOf(site.place)).toEqual(original);
  });

  it('kept nothing of all that: the machine is as empty as before', async () => {
    expect(existsSync(join(machine.env.DATA_DIR, 'secret'))).toBe(false);
    await expectRestored(machine, (await command('restore', machine, ['--from', archive])).words);
  });

  it('makes a machine that its platforms find again, with every post and the old key', () =>
    expectAlive(machine));
});

describe.runIf(engine === 'postgresql')('npm run restore, on a server', () => {
  it('refuses a database with tables of somebody else, and adds none to them', async () => {
    const machine = await emptySite();
    await asSuperuser(machine.place, (client) => client.query('create table cellar (wine text)'));

    expect(await command('restore', machine, ['--from', archive])).toEqual({
      code: 1,
      words: notEmpty,
    });
    const found = await asSuperuser(machine.place, (client) =>
      client.query(
        `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
      ),
    );
    expect(found.rows).toEqual([{ relname: 'cellar' }]);
  });

  it('refuses a database that a later version made', async () => {
    const machine = await prepareSite();
    cleared.push(machine.clear);
    const path = inFolder('early.archive');
    writeFileSync(path, withoutLastMigration(linesOf(archive)));

    expect(await command('restore', machine, ['--from', path])).toEqual({
      code: 1,
      words: expect.stringMatching(/^The database was made by a later version than the archive; /),
    });
  });

  it('takes an archive of an older version, which a start then brings up to date', async () => {
    const [old, machine] = [await emptySite(), await emptySite()];
    const pool = new pg.Pool({ connectionString: old.env.DATABASE_URL });
    await migrate(pool, readMigrations().slice(0, 1));
    await pool.end();
    await asSuperuser(old.place, (client) =>
      client.query(
        `insert into organizations (id, name) values (gen_random_uuid(), 'Old College')`,
      ),
    );
    const secret = { SECRET: 'the one secret of the old and the new machine' };
    const path = inFolder('old.archive');

    expect(await command('backup', old, ['--to', path], secret)).toMatchObject({ code: 0 });
    expect(await command('restore', machine, ['--from', path], secret)).toMatchObject({ code: 0 });

    await stop(await start(machine, secret));
    const { rows, guards } = await inventoryOf(machine.place);
    expect(rows['organizations']?.count).toBe(1);
    expect(guards).toEqual(original.guards);
  });

  it('leaves the keys out where a new secret is wanted, and the program makes its own', async () => {
    const machine = await emptySite();
    const secret = { SECRET: 'a new secret, since the old one was seen' };
    const args = ['--from', archive, '--new-secret'];

    expect(await command('restore', machine, args, secret)).toMatchObject({ code: 0 });

    const { rows } = await inventoryOf(machine.place);
    expect(rows).toEqual({ ...original.rows, tool_keys: expect.objectContaining({ count: 0 }) });
    await expectAlive(machine, secret);
  });
});

describe(`npm run backup and restore, through a pipe to ${other}`, () => {
  it('bring every row, and what guards it, to the other engine', async () => {
    const machine = await emptySite(other);
    await expectRestored(machine, await pipe(site, machine), other);
    await expectAlive(machine);
  });
});

/** Restores at one site what the backup of another says, with nothing in between. @returns its words */
async function pipe(from: Site, to: Site): Promise<string> {
  const { PATH } = process.env;
  const backup = spawn(process.execPath, ['dist/backup.js', '--to', '-', '--with-secret'], {
    cwd: root,
    env: { PATH, ...from.env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const restore = spawn(process.execPath, ['dist/restore.js', '--from', '-'], {
    cwd: root,
    env: { PATH, ...to.env },
    stdio: [backup.stdout, 'ignore', 'pipe'],
  });
  let words = '';
  restore.stderr.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  await once(restore, 'close');
  return words;
}

async function expectRestored(machine: Site, words: string, of: Engine = engine): Promise<void> {
  expect(words).toMatch(/^\d+ rows of \d+ tables, as of 20\S+Z; counts and checksums are those /);
  expect(Number.parseInt(words, 10)).toBe(countOf(original));
  expect(original.rows['used_invitations']?.count).toBe(manyRows);
  for (const table of ['posts', 'threads', 'thread_readers', 'activity', 'sessions', 'tool_keys'])
    expect(original.rows[table]?.count).toBeGreaterThan(0);
  const { rows, guards } = await inventoryOf(machine.place);
  expect(rows).toEqual(original.rows);
  expect(guards).toEqual(await guardsOfNew(of));
}

async function guardsOfNew(of: Engine): Promise<string[]> {
  if (of === engine) return original.guards;
  const fresh = await freshDatabase(of);
  cleared.push(fresh.dispose);
  return (await inventoryOf(fresh.place)).guards;
}

async function expectAlive(machine: Site, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const restored = await start(machine, env);
  for (const gathering of gatherings) {
    expect(await gathering.shown()).toEqual(gathering.said);
    await gathering.place();
  }
  await stop(restored);
}
