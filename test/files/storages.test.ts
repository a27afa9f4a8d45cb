import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  bucketFaults,
  compareFiles,
  openFiles,
  tidyFiles,
  type FileStore,
} from '../../src/files/index.ts';
import { openBucket, type BucketServer } from '../support/bucket.ts';
import {
  addressIn,
  fetchBare,
  formWith,
  give,
  giveInVain,
  send,
  signedIn,
  textFile,
  tokenOf,
} from '../support/files.ts';
import { begin } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const dayMs = 86_400_000;

let server: BucketServer;

beforeAll(async () => {
  server = await openBucket();
});

afterAll(() => server.close());

async function listed({ storage }: FileStore): Promise<string[]> {
  const found = [];
  for await (const { organizationId, sha256 } of storage.list())
    found.push(`${organizationId}/${sha256}`);
  return found.toSorted();
}

/** A stream of so many bytes, that then may break off. */
function streamOf(bytes: number, failure?: Error): Readable {
  return Readable.from(
    (function* chunks() {
      for (let left = bytes; left > 0; left -= 65_536) yield randomBytes(Math.min(left, 65_536));
      if (failure) throw failure;
    })(),
  );
}

describe.each(['a folder', 'a bucket'])('files in %s', (where) => {
  let world: World;
  let home: string;
  let ben: Visitor;

  beforeAll(async () => {
    world = await openWorld(where === 'a bucket' ? { bucket: server.bucket } : {});
    home = await world.community();
    ben = await world.ben();
  });

  afterAll(() => world.close());

  const tidy = (days: number) => {
    const { database: db, files } = world.house;
    const now = () => new Date(Date.now() + days * dayMs);
    return tidyFiles({ db, files, now }).work({}, AbortSignal.timeout(60_000));
  };

  it('are given and read again, whole and in parts', async () => {
    const words = await give(world, ben, home, textFile('list.txt', 'one two three'));
    const thread = await begin(ben, home, { body: words });
    const [link = ''] = signedIn(await ben.get(thread));
    const part = await fetchBare(world.house, link, { range: 'bytes=4-6' });

    expect(await (await fetchBare(world.house, link)).text()).toBe('one two three');
    expect([part.status, await part.text()]).toEqual([206, 'two']);
    expect(part.headers.get('content-range')).toBe('bytes 4-6/13');
  });

  it('are kept once however many give them', async () => {
    const ana = await world.ana();
    const before = await listed(world.house.files);
    await give(world, ben, home, textFile('mine.txt', 'the same words'));
    await give(world, ana, home, textFile('hers.txt', 'the same words'));

    expect(await listed(world.house.files)).toHaveLength(before.length + 1);
  });

  it('are kept whole, however large, or not at all', async () => {
    const { storage } = world.house.files;
    const { organizationId } = world;
    const before = await listed(world.house.files);
    const broken = streamOf(20_000_000, new Error('the line went down'));
    await expect(storage.put(organizationId, broken)).rejects.toThrow('the line went down');
    expect(await listed(world.house.files)).toEqual(before);

    const { sha256, sizeBytes } = await storage.put(organizationId, streamOf(20_000_001));
    expect(sizeBytes).toBe(20_000_001);
    expect(await listed(world.house.files)).toContain(`${organizationId}/${sha256}`);
    await storage.delete({ organizationId, sha256 });
    await storage.delete({ organizationId, sha256 });
    expect(await storage.has({ organizationId, sha256 })).toBe(false);
    await expect(storage.open({ organizationId, sha256 })).rejects.toThrow('No content');
  });

  it('are compared with the database, and one that is missing is named', async () => {
    const { database, files } = world.house;
    const { organizationId } = world;
    const words = await give(world, ben, home, textFile('gone.txt', 'gone'));
    const id = addressIn(words).split('/').at(-1) ?? '';
    const { sha256 } = await database.within(organizationId, (tx) =>
      tx.selectFrom('files').select('sha256').where('id', '=', id).executeTakeFirstOrThrow(),
    );
    expect(await compareFiles(database, files.storage)).toMatchObject({ missing: [] });
    await files.storage.delete({ organizationId, sha256 });

    const { missing } = await compareFiles(database, files.storage);
    expect(missing).toEqual([{ organizationId, sha256 }]);
    expect((await ben.get(addressIn(words))).status).toBe(404);
  });

  it('go two days after nothing shows them', async () => {
    await give(world, ben, home, textFile('unused.txt', 'never shown'));
    const before = await listed(world.house.files);
    await tidy(0);
    expect(await listed(world.house.files)).toEqual(before);
    await tidy(2);

    expect((await listed(world.house.files)).length).toBeLessThan(before.length - 1);
  });
});

describe('a bucket', () => {
  let world: World;
  let home: string;
  let ben: Visitor;

  beforeAll(async () => {
    world = await openWorld({ bucket: server.bucket });
    home = await world.community();
    ben = await world.ben();
  });

  afterAll(() => world.close());

  it('that goes away is told of in words, and nothing is half kept', async () => {
    const shown = await give(world, ben, home, textFile('before.txt', 'before it went'));
    const before = await listed(world.house.files);
    server.line.cut();
    const said = await giveInVain(world, ben, home, textFile('during.txt', 'while it was away'));
    const form = { ...formFields, _token: await tokenOf(ben) };
    const files = [textFile('during.txt', 'while it was away')];
    const page = await send(world.house, ben, `${home}/threads`, formWith(form, files));
    const read = await ben.get(addressIn(shown));
    server.line.mend();

    expect(said).toMatch(/“during.txt” could not be kept.*Try again/);
    expect(page.status).toBe(422);
    expect(await page.text()).toContain('could not be kept');
    expect(read.status).toBe(503);
    expect(world.house.logged()).toContain('The storage of files does not answer');
    expect(world.house.logged()).not.toContain(server.bucket.secretKey);
    expect(await listed(world.house.files)).toEqual(before);
    expect((await ben.get(addressIn(shown))).status).toBe(200);
  }, 60_000);

  it('that goes away in the middle of a file keeps nothing of it', async () => {
    const { storage } = world.house.files;
    const before = await listed(world.house.files);
    server.line.cutAfter(3_000_000);
    setImmediate(() => setTimeout(() => server.line.cut(), 0));
    const putting = storage.put(world.organizationId, streamOf(12_000_000));

    await expect(putting).rejects.toThrow('does not answer');
    server.line.mend();
    expect(await listed(world.house.files)).toEqual(before);
  }, 60_000);

  it.each([
    ['another secret', { secretKey: 'hunter2' }, /^S3_SECRET_KEY: is not the secret of S3_KEY_ID/],
    ['another key', { keyId: 'hunter2' }, /^S3_KEY_ID: 127.0.0.1:\d+ does not know this key$/],
    ['another bucket', { name: 'absent' }, /^S3_BUCKET: there is no bucket "absent" at 127/],
    ['nobody there', { endpoint: 'http://127.0.0.1:1' }, /^S3_ENDPOINT: cannot use 127.0.0.1:1 /],
  ])('is refused with words at the start: %s', async (_, wrong, words) => {
    expect(await bucketFaults(server.bucket)).toEqual([]);
    const [fault = ''] = await bucketFaults({ ...server.bucket, ...wrong });

    expect(fault).toMatch(words);
    expect(fault).not.toContain('hunter2');
  });

  it('does not take what is signed with another secret', async () => {
    const bucket = { ...server.bucket, secretKey: 'hunter2' };
    const fileLimits = {
      fileBytes: 1e6,
      uploadBytes: 1e6,
      communityBytes: 1e9,
      organizationBytes: 1e9,
    };
    const { storage } = await openFiles({
      filesDirectory: '/nowhere',
      bucket,
      fileLimits,
      scanner: null,
    });

    await expect(storage.put(world.organizationId, streamOf(10))).rejects.toThrow('not answer');
  });
});

const formFields = { kind: 'question', title: 'Does it keep files?', body: 'Look.' };
