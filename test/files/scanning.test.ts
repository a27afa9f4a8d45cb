import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomBytes } from 'node:crypto';
import { scannerFaults } from '../../src/files/index.ts';
import { eicar, openScanner, type Scanner } from '../support/clamd.ts';
import { addressIn, give, giveInVain, textFile } from '../support/files.ts';
import { finishUpload, startUpload, tus } from '../support/uploads.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let scanner: Scanner;
let world: World;
let home: string;
let ben: Visitor;

beforeAll(async () => {
  scanner = await openScanner();
  world = await openWorld({ scanner: { host: '127.0.0.1', port: scanner.port } });
  home = await world.community();
  ben = await world.ben();
});

afterAll(async () => {
  await world.close();
  await scanner.close();
});

beforeEach(() => {
  scanner.mostBytes = 1_000_000;
});

async function filesKept(): Promise<number> {
  const rows = await world.house.database.within(world.organizationId, (tx) =>
    tx.selectFrom('files').select('id').execute(),
  );
  return rows.length;
}

async function uploaded(name: string, words: string): Promise<string> {
  const content = new Uint8Array(Buffer.from(words));
  const path = await startUpload(world, ben, home, { name, sizeBytes: content.length });
  await tus(world, ben, 'PATCH', path, { 'Upload-Offset': '0' }, content);
  return path;
}

describe('a file that a scanner looks at', () => {
  it('is kept where nothing harmful is known of it', async () => {
    const letters = randomBytes(400_000).toString('hex');

    expect(addressIn(await give(world, ben, home, textFile('plan.txt', letters)))).toMatch(
      /^\/files\//,
    );
  });

  it('that would do harm is refused in words, and nothing of it is kept', async () => {
    const before = await filesKept();

    expect(await giveInVain(world, ben, home, textFile('plan.txt', eicar))).toContain(
      '“plan.txt” was not kept: the virus scanner says that it would do harm.',
    );
    expect(await filesKept()).toBe(before);
    expect(world.house.logged()).toContain('harmful file refused');
  });

  it('that came in parts is refused as well, and is gone', async () => {
    const path = await uploaded('plan.txt', `${eicar}\n`);

    await expect(finishUpload(world, ben, path)).rejects.toThrow(/422 .*would do harm/);
    expect((await tus(world, ben, 'HEAD', path)).status).toBe(404);
  });

  it('is not kept unseen: one that the scanner does not read to its end has to wait', async () => {
    scanner.mostBytes = 1000;
    const letters = randomBytes(400_000).toString('hex');

    expect(await giveInVain(world, ben, home, textFile('long.txt', letters))).toContain(
      '“long.txt” was not kept, because nobody can look for viruses in it just now.',
    );
    expect(world.house.logged()).toMatch(/size limit exceeded|StreamMaxLength/);
  });
});

describe('a scanner', () => {
  it('is told from anything else that listens, before the program starts', async () => {
    const host = '127.0.0.1';
    const { port: otherPort } = new URL(world.house.url);

    expect(await scannerFaults({ host, port: scanner.port })).toEqual([]);
    expect(await scannerFaults({ host, port: Number(otherPort) })).toEqual([
      `CLAMD: what listens at ${host}:${otherPort} is no clamd`,
    ]);
    expect(await scannerFaults({ path: '/nowhere/clamd' })).toEqual([
      'CLAMD: cannot connect to /nowhere/clamd (ENOENT)',
    ]);
  });

  it('that is away keeps nobody’s upload from going on when it is back', async () => {
    const path = await uploaded('later.txt', 'words for later');
    const { port } = scanner;
    await scanner.close();
    await expect(finishUpload(world, ben, path)).rejects.toThrow(/422 .*nobody can look/);
    scanner = await openScanner(port);

    expect((await finishUpload(world, ben, path)).markdown).toContain('[later.txt]');
  });
});
