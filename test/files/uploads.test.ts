import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHash, randomBytes } from 'node:crypto';
import { Upload } from 'tus-js-client';
import { z } from 'zod';
import { tidyFiles } from '../../src/files/index.ts';
import { openBucket, type BucketServer } from '../support/bucket.ts';
import { fetchBare, picture, signedIn, tokenOf } from '../support/files.ts';
import { openLine } from '../support/line.ts';
import { begin } from '../support/talk.ts';
import { finishUpload, startUpload, tus } from '../support/uploads.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const mb = 1024 * 1024;
const dayMs = 86_400_000;

let server: BucketServer;

beforeAll(async () => {
  server = await openBucket();
});

afterAll(() => server.close());

const text = (bytes: number) => Buffer.from(randomBytes(bytes / 2).toString('hex'));
const sha256 = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

async function contentsOf({ house }: World): Promise<string[]> {
  const found = [];
  for await (const { sha256: hash } of house.files.storage.list()) found.push(hash);
  return found;
}

describe.each(['a folder', 'a bucket'])('an upload into %s', (where) => {
  let world: World;
  let home: string;
  let ben: Visitor;

  beforeAll(async () => {
    const fileLimits = { fileBytes: mb, communityBytes: 60 * mb };
    const bucket = where === 'a bucket' ? { bucket: server.bucket } : {};
    world = await openWorld({ fileLimits, ...bucket });
    home = await world.community();
    ben = await world.ben();
  });

  afterAll(() => world.close());

  const begun = (who: Visitor, name: string, sizeBytes: number) =>
    startUpload(world, who, home, { name, sizeBytes });
  const patch = (who: Visitor, path: string, offset: number, body: Uint8Array<ArrayBuffer>) =>
    tus(world, who, 'PATCH', path, { 'Upload-Offset': String(offset) }, body);
  const bytes = (content: Buffer) => new Uint8Array(content);
  const offsetOf = async (who: Visitor, path: string) =>
    Number((await tus(world, who, 'HEAD', path)).headers.get('upload-offset'));

  it('becomes a file like any other, also where it is larger than a form may bring', async () => {
    const content = text(3 * mb);
    const path = await begun(ben, 'large.txt', content.length);
    expect((await patch(ben, path, 0, bytes(content.subarray(0, 2 * mb)))).status).toBe(204);
    expect(await offsetOf(ben, path)).toBe(2 * mb);
    expect((await patch(ben, path, 2 * mb, bytes(content.subarray(2 * mb)))).status).toBe(204);
    const { markdown } = await finishUpload(world, ben, path);
    const thread = await begin(ben, home, { body: markdown });
    const [link = ''] = signedIn(await ben.get(thread));
    const read = await fetchBare(world.house, link);

    expect(markdown).toMatch(/^\[large\.txt\]\(\/files\//);
    expect(sha256(new Uint8Array(await read.arrayBuffer()))).toBe(sha256(content));
    expect(await contentsOf(world)).toContain(sha256(content));
  });

  it('goes on where it was cut, ten times over', async () => {
    const content = text(8 * mb);
    const line = await openLine(Number(new URL(world.house.url).port));
    const endpoint = `http://127.0.0.1:${line.port}${home}/files/uploads`;
    const headers = {
      ...ben.browser.scriptHeaders(new URL(world.house.url)),
      'x-form-token': await tokenOf(ben),
    };
    let cuts = 0;
    line.cutAfter(700_000);
    const location = await new Promise<string>((resolve, reject) => {
      const upload: Upload = new Upload(content, {
        endpoint,
        headers,
        chunkSize: 2 * mb,
        metadata: { filename: 'cut.txt', changed: '7' },
        retryDelays: Array.from({ length: 20 }, () => 20),
        onShouldRetry: () => {
          cuts += 1;
          if (cuts < 10) line.cutAfter(700_000);
          return true;
        },
        onError: reject,
        onSuccess: () => resolve(upload.url ?? ''),
      });
      upload.start();
    });
    await line.close();
    const { markdown } = await finishUpload(world, ben, new URL(location).pathname);

    expect(cuts).toBeGreaterThanOrEqual(10);
    expect(markdown).toContain('[cut.txt]');
    expect(await contentsOf(world)).toContain(sha256(content));
  }, 60_000);

  it('is one content, whoever else uploads the same', async () => {
    const ana = await world.ana();
    const content = text(2 * mb);
    const before = await contentsOf(world);
    await Promise.all(
      [ana, ben].map(async (who) => {
        const path = await begun(who, 'same.txt', content.length);
        await patch(who, path, 0, bytes(content));
        await finishUpload(world, who, path);
      }),
    );

    expect(await contentsOf(world)).toHaveLength(before.length + 1);
  });

  it('is nobody else’s to look at, to go on with, to end or to finish', async () => {
    const path = await begun(ben, 'mine.txt', 100);
    const neighbour = await world.neighbour('Elsewhere');
    const others = [
      await world.ana(),
      await world.cleo(),
      await neighbour.launch({ role: 'learner' }),
    ];
    for (const other of others) {
      expect((await tus(world, other, 'HEAD', path)).status).toBe(404);
      expect((await patch(other, path, 0, bytes(text(100)))).status).toBe(404);
      expect((await tus(world, other, 'DELETE', path)).status).toBe(404);
      await expect(finishUpload(world, other, path)).rejects.toThrow('404');
    }

    expect(await offsetOf(ben, path)).toBe(0);
  });

  it('needs a session, a page of ours and its token', async () => {
    const address = new URL(`${home}/files/uploads`, world.house.url);
    const begin3 = (headers: Record<string, string>) =>
      fetch(address, {
        method: 'POST',
        headers: { 'Tus-Resumable': '1.0.0', 'Upload-Length': '10', ...headers },
      });
    const own = ben.browser.scriptHeaders(address);

    expect((await begin3({ 'sec-fetch-site': 'same-origin' })).status).toBe(401);
    expect((await begin3(own)).status).toBe(409);
    const foreign = { ...own, 'sec-fetch-site': 'cross-site', 'x-form-token': await tokenOf(ben) };
    expect((await begin3(foreign)).status).toBe(403);
  });

  it('cannot be done twice: finished again it is the same file, and it takes no more', async () => {
    const content = text(2000);
    const path = await begun(ben, 'once.txt', content.length);
    await patch(ben, path, 0, bytes(content));
    const [first, second] = await Promise.all([
      finishUpload(world, ben, path),
      finishUpload(world, ben, path),
    ]);
    const third = await finishUpload(world, ben, path);

    expect([second.markdown, third.markdown]).toEqual([first.markdown, first.markdown]);
    expect((await patch(ben, path, 0, bytes(content))).status).toBe(409);
    expect((await patch(ben, path, content.length, bytes(content))).status).toBe(413);
  });

  it('takes no part in the wrong place, nor more than was said, nor is done before it is whole', async () => {
    const path = await begun(ben, 'wrong.txt', 100);

    expect((await patch(ben, path, 50, bytes(text(10)))).status).toBe(409);
    expect((await patch(ben, path, 0, bytes(text(102)))).status).toBe(413);
    expect((await tus(world, ben, 'PATCH', path, {}, bytes(text(10)))).status).toBe(403);
    await expect(finishUpload(world, ben, path)).rejects.toThrow('409');
    expect(await offsetOf(ben, path)).toBe(0);
  });

  it('keeps the first of two parts for one place', async () => {
    const path = await begun(ben, 'race.txt', 8);
    const answers = await Promise.all(
      ['aaaa', 'bbbb'].map((part) => patch(ben, path, 0, bytes(Buffer.from(part)))),
    );

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204, 409]));
    expect(await offsetOf(ben, path)).toBe(4);
    await patch(ben, path, 4, bytes(Buffer.from('cccc')));
    await finishUpload(world, ben, path);
  });

  it('is refused where it begins, in the words of any file', async () => {
    const start = (sizeBytes: number) => startUpload(world, ben, home, { name: 'big', sizeBytes });

    await expect(start(101 * mb)).rejects.toThrow(/413 .*“big” is larger than 100 MB/);
    await expect(start(0)).rejects.toThrow(/422 .*“big” is empty/);
    await expect(start(59 * mb)).rejects.toThrow(/422 .*no room left for files/);
  });

  it('counts what was promised to others, and how much one person has under way', async () => {
    const ana = await world.ana();
    const large = await startUpload(world, ana, home, { name: 'big', sizeBytes: 40 * mb });
    await expect(startUpload(world, ben, home, { name: 'b', sizeBytes: 18 * mb })).rejects.toThrow(
      /no room left/,
    );
    expect((await tus(world, ana, 'DELETE', large)).status).toBe(204);
    expect((await tus(world, ana, 'HEAD', large)).status).toBe(404);
    const paths = [];
    for (let number = 0; number < 10; number += 1)
      paths.push(await startUpload(world, ana, home, { name: 'x', sizeBytes: 10 }));

    await expect(startUpload(world, ana, home, { name: 'x', sizeBytes: 10 })).rejects.toThrow(
      /ten uploads of yours/,
    );
    for (const path of paths) await tus(world, ana, 'DELETE', path);
  });

  it('is looked at when it is whole, and gone if it is not taken', async () => {
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');
    const path = await begun(ben, 'page.html', page.length);
    await patch(ben, path, 0, bytes(page));

    await expect(finishUpload(world, ben, path)).rejects.toThrow(/422 .*is a web page/);
    expect((await tus(world, ben, 'HEAD', path)).status).toBe(404);
    expect(await contentsOf(world)).not.toContain(sha256(page));
  });

  it('of a picture is drawn anew', async () => {
    const { bytes: pixels } = await picture('photo.png');
    const drawn = bytes(Buffer.concat([pixels, Buffer.from('where it was taken')]));
    const path = await begun(ben, 'photo.txt', drawn.length);
    await patch(ben, path, 0, drawn);
    const { markdown, isPicture } = await finishUpload(world, ben, path);

    expect(isPicture).toBe(true);
    expect(markdown).toMatch(/^!\[photo/);
    expect(await contentsOf(world)).not.toContain(sha256(drawn));
  });

  it.each(['../../etc/passwd', 'a\u202Etxt.exe\u0000', '"><img src=x>.txt', ''])(
    'has a name that is a name only: %j',
    async (name) => {
      const content = text(100);
      const path = await begun(ben, name, content.length);
      await patch(ben, path, 0, bytes(content));
      const { markdown } = await finishUpload(world, ben, path).catch(() => ({ markdown: '' }));

      for (const sign of ['../', '\u202E', '\u0000', '["><img'])
        expect(markdown).not.toContain(sign);
      expect(path).toMatch(/\/uploads\/[0-9a-f-]{36}$/);
    },
  );

  it('is found again by the same file, until it is done', async () => {
    const content = text(2000);
    const path = await begun(ben, 'again.txt', content.length);
    await patch(ben, path, 0, bytes(content.subarray(0, 500)));
    const look = async (who: Visitor, changed = '7') => {
      const found = await who.get(
        `${home}/files/uploads?name=again.txt&size=${content.length}&changed=${changed}`,
      );
      return z.object({ path: z.string().optional() }).loose().parse(JSON.parse(found.body));
    };

    expect(await look(ben)).toEqual({ path, arrived: 500 });
    expect(await look(ben, '8')).toEqual({});
    expect(await look(await world.ana())).toEqual({});
    await patch(ben, path, 500, bytes(content.subarray(500)));
    await finishUpload(world, ben, path);
    expect(await look(ben)).toEqual({});
  });

  it('is over after a day, and nothing is left of it', async () => {
    const path = await begun(ben, 'slow.txt', 1000);
    await patch(ben, path, 0, bytes(text(500)));
    const { database: db, files } = world.house;
    const parts = await db.within(world.organizationId, (tx) =>
      tx.selectFrom('uploadParts').select('name').execute(),
    );
    const now = () => new Date(Date.now() + dayMs + 60_000);
    await tidyFiles({ db, files, now }).work({}, AbortSignal.timeout(60_000));

    expect(parts.length).toBeGreaterThan(0);
    expect((await tus(world, ben, 'HEAD', path)).status).toBe(404);
    for (const { name } of parts) await expect(files.spool.open(name)).rejects.toThrow('No ');
  });

  it('of which a part was lost says so', async () => {
    const path = await begun(ben, 'lost.txt', 100);
    await patch(ben, path, 0, bytes(text(100)));
    const { database: db, files } = world.house;
    const id = path.split('/').at(-1) ?? '';
    const [part] = await db.within(world.organizationId, (tx) =>
      tx.selectFrom('uploadParts').select('name').where('uploadId', '=', id).execute(),
    );
    await files.spool.delete(part?.name ?? '');

    await expect(finishUpload(world, ben, path)).rejects.toThrow(/422 .*got lost on the way/);
  });
});

describe('an upload into a bucket that goes away', () => {
  it('waits, and goes on when it is back', async () => {
    const world = await openWorld({ bucket: server.bucket });
    const home = await world.community();
    const ben = await world.ben();
    const content = text(2000);
    const path = await startUpload(world, ben, home, { name: 'w.txt', sizeBytes: content.length });
    const patch = () =>
      tus(world, ben, 'PATCH', path, { 'Upload-Offset': '0' }, new Uint8Array(content));
    server.line.cut();
    const away = await patch();
    server.line.mend();
    const back = await patch();
    server.line.cut();
    await expect(finishUpload(world, ben, path)).rejects.toThrow(/422 .*could not be kept/);
    server.line.mend();

    expect([away.status, await away.text(), back.status]).toEqual([503, '', 204]);
    expect((await finishUpload(world, ben, path)).markdown).toContain('[w.txt]');
    await world.close();
  }, 60_000);
});
