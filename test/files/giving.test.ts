import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { existsSync, readdirSync, utimesSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { compareFiles, filesOnDisk, tidyFiles, type FileStore } from '../../src/files/index.ts';
import {
  addressIn,
  formWith,
  give,
  giveInVain,
  picture,
  send,
  textFile,
  tokenOf,
} from '../support/files.ts';
import { begin } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const dayMs = 86_400_000;

let world: World;
let home: string;
let ben: Visitor;

beforeAll(async () => {
  world = await openWorld({ fileLimits: { communityBytes: 200_000, organizationBytes: 500_000 } });
  home = await world.community();
  ben = await world.ben();
});

afterAll(() => world.close());

const within = <T>(work: Parameters<typeof world.house.database.within<T>>[1]) =>
  world.house.database.within(world.organizationId, work);
const contents = () =>
  readdirSync(world.house.filesFolder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /[0-9a-f]{64}$/.test(path),
  );
const idIn = (words: string) => addressIn(words).split('/').at(-1) ?? '';
const limits = { fileBytes: 1e6, uploadBytes: 1e6, communityBytes: 1e9, organizationBytes: 1e9 };
const files = (): FileStore => filesOnDisk(world.house.filesFolder, limits);

/** Tidies as if so many days had passed. */
function tidy(days: number, store = files()): Promise<void> {
  const { database: db } = world.house;
  const now = () => new Date(Date.now() + days * dayMs);
  return tidyFiles({ db, files: store, now }).work({}, AbortSignal.timeout(60_000));
}

async function isThere(words: string): Promise<boolean> {
  return (await ben.get(addressIn(words))).status === 200;
}

describe('giving a file', () => {
  it('is for those who take part', async () => {
    const cleo = await world.cleo();
    const form = formWith({ _token: await tokenOf(cleo) }, [await picture()]);
    const answer = await send(world.house, cleo, `${home}/files`, form);

    expect(answer.status).toBe(404);
    expect(contents()).toEqual([]);
  });

  it('needs the token of the form', async () => {
    const answer = await send(world.house, ben, `${home}/files`, formWith({}, [await picture()]));

    expect(answer.status).toBe(409);
    expect(contents()).toEqual([]);
  });

  it('needs a session, and keeps nothing of what comes without', async () => {
    const form = formWith({ _token: 'x' }, [await picture()]);
    const headers = { 'sec-fetch-site': 'same-origin' };
    const address = new URL(`${home}/files`, world.house.url);
    const answer = await fetch(address, { method: 'POST', body: form, headers });

    expect(answer.status).toBe(401);
    expect(existsSync(join(world.house.filesFolder, 'incoming'))).toBe(true);
    expect(readdirSync(join(world.house.filesFolder, 'incoming'))).toEqual([]);
  });

  it.each([
    ['that breaks off', 'multipart/form-data; boundary=x', '--x\r\nContent-Disp'],
    ['without a boundary', 'multipart/form-data', 'x'],
  ])('by a form %s is refused, and says so', async (_, type, body) => {
    const address = new URL(`${home}/files`, world.house.url);
    const headers = { ...ben.browser.scriptHeaders(address), 'content-type': type };
    const answer = await fetch(address, { method: 'POST', body, headers });

    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<h1');
  });

  it('stops where the community has no room left', async () => {
    const half = (name: string, letter: string) => textFile(name, letter.repeat(90_000));
    const first = await give(world, ben, home, half('a.txt', 'a'));
    await give(world, ben, home, half('b.txt', 'b'));

    expect(await giveInVain(world, ben, home, half('c.txt', 'c'))).toMatch(
      /^“c\.txt” does not fit: this community has no room left/,
    );
    // The same again takes no room on the disk, and still counts as the community's.
    expect(await giveInVain(world, ben, home, half('again.txt', 'a'))).toMatch(/no room left/);
    expect(await isThere(first)).toBe(true);
    await tidy(3);
  });
});

describe('the clean-up of files', () => {
  it('leaves what a post shows, and forgets what nothing ever showed, after a day', async () => {
    const shown = await give(world, ben, home, textFile('shown.txt', 'shown'));
    const lost = await give(world, ben, home, textFile('lost.txt', 'lost'));
    await begin(ben, home, { kind: 'discussion', body: shown });

    await tidy(0.9);
    expect([await isThere(shown), await isThere(lost)]).toEqual([true, true]);

    await tidy(1.1);
    expect([await isThere(shown), await isThere(lost)]).toEqual([true, false]);
    expect(contents()).toHaveLength(1);
  });

  it('leaves what a draft mentions', async () => {
    const words = await give(world, ben, home, textFile('draft.txt', 'draft'));
    const form = await ben.get(`${home}/threads/new`);
    const draft = /name="_draft" value="([^"]*)"/.exec(form.body)?.[1] ?? '';
    const fields = { _draft: draft, body: words, title: 'Later' };
    await ben.press(form, `${home}/threads`, fields, '/drafts');

    await tidy(30);
    expect(await isThere(words)).toBe(true);
  });

  it('leaves what a thread mentions that is to be posted later (R51)', async () => {
    const ana = await world.ana();
    const words = await give(world, ana, home, textFile('later.txt', 'later'));
    const laterOn = new Date(Date.now() + 40 * dayMs).toISOString().slice(0, 10);
    const later = { kind: 'discussion', title: 'Later', body: words, laterOn, laterAt: '09:00' };
    await ana.press(await ana.get(`${home}/threads/new`), `${home}/threads`, later);

    await tidy(30);
    expect((await ana.get(addressIn(words))).status).toBe(200);
  });

  it('leaves a content for as long as one file holds it', async () => {
    const same = textFile('one.txt', 'held twice');
    const shown = await give(world, ben, home, same);
    await give(world, ben, home, { ...same, name: 'two.txt' });
    await begin(ben, home, { kind: 'discussion', body: shown });

    await tidy(2);
    expect(await isThere(shown)).toBe(true);
  });

  it('leaves what an earlier wording of a post shows', async () => {
    const words = await give(world, ben, home, textFile('early.txt', 'early'));
    const thread = await begin(ben, home, { kind: 'discussion', body: words });
    const form = await ben.get(`${thread}/posts/1/edit`);
    await ben.press(form, `${thread}/posts/1`, { body: 'Without' });

    await tidy(2);
    expect(await isThere(words)).toBe(true);
  });

  it('takes away what a dead process left of an upload', async () => {
    const incoming = join(world.house.filesFolder, 'incoming');
    mkdirSync(incoming, { recursive: true });
    const [old, fresh] = [join(incoming, 'old'), join(incoming, 'fresh')];
    for (const path of [old, fresh]) writeFileSync(path, 'half');
    const before = new Date(Date.now() - 2 * dayMs);
    utimesSync(old, before, before);

    await tidy(0);
    expect([existsSync(old), existsSync(fresh)]).toEqual([false, true]);
  });

  it('never deletes a content that is given again while it is being deleted', async () => {
    const same = textFile('race.txt', 'raced for');
    const without: string[] = [];
    // The clean-up's clock is ahead, so to it what arrives at this moment is old: it is kept from that.
    const { storage, incoming, ...rest } = files();
    const elsewhere = join(incoming, 'elsewhere');
    const store = { ...rest, incoming: elsewhere, storage: { ...storage, tidy: async () => {} } };
    for (let round = 0; round < 10; round += 1) {
      await give(world, ben, home, same);
      await Promise.all([give(world, ben, home, same), tidy(2, store)]);
      const held = await within((tx) => tx.selectFrom('files').select('sha256').execute());
      const there = new Set(contents().map((path) => path.split('/').at(-1)));
      without.push(...held.map(({ sha256 }) => sha256).filter((sha256) => !there.has(sha256)));
      await tidy(2);
    }

    expect(without).toEqual([]);
  });

  it('never leaves a file without its content, whichever of the two comes first', async () => {
    const { storage } = files();
    const { organizationId } = world;
    const words = await give(world, ben, home, textFile('slow.txt', 'slowly deleted'));
    await within((tx) => tx.deleteFrom('files').where('id', '=', idIn(words)).execute());
    let give2: Promise<string> | undefined;
    // Whoever gives it now has found it there already when it is deleted.
    const slow: FileStore = {
      ...files(),
      storage: {
        ...storage,
        delete: async (place) => {
          give2 = give(world, ben, home, textFile('slow.txt', 'slowly deleted'));
          await new Promise((done) => setTimeout(done, 200));
          await storage.delete(place);
        },
      },
    };
    await tidy(2, slow);

    const again = (await give2) ?? '';
    expect(await isThere(again)).toBe(true);
    expect(await storage.has({ organizationId, sha256: await hashOf(idIn(again)) })).toBe(true);
  });
});

async function hashOf(id: string): Promise<string> {
  const row = await within((tx) =>
    tx.selectFrom('files').select('sha256').where('id', '=', id).executeTakeFirstOrThrow(),
  );
  return row.sha256;
}

describe('the disk', () => {
  it('keeps all that a stream brings, or nothing of it', async () => {
    const { storage } = files();
    const before = contents();
    const breaking = Readable.from(
      (function* bytes() {
        yield Buffer.from('half of it');
        throw new Error('the line went down');
      })(),
    );

    await expect(storage.put(world.organizationId, breaking)).rejects.toThrow('line went down');
    expect(contents()).toEqual(before);
    expect(readdirSync(join(world.house.filesFolder, 'incoming'))).not.toContain('half of it');
  });

  it('lists what it keeps', async () => {
    const { storage } = files();
    const content = await storage.put(world.organizationId, Readable.from([Buffer.from('listed')]));
    const listed = [];
    for await (const each of storage.list()) listed.push(each);

    expect(listed).toHaveLength(contents().length);
    expect(listed).toContainEqual({ organizationId: world.organizationId, ...content });
    await storage.delete({ organizationId: world.organizationId, ...content });
    await storage.delete({ organizationId: world.organizationId, ...content });
  });

  it('is compared with the database, which says what is missing or changed', async () => {
    const { storage } = files();
    const { organizationId } = world;
    const { database } = world.house;
    const [gone, cut] = ['gone', 'cut off'].map((words) => textFile(`${words}.txt`, words));
    if (!gone || !cut) throw new Error('Two files');
    const goneHash = await hashOf(idIn(await give(world, ben, home, gone)));
    const cutHash = await hashOf(idIn(await give(world, ben, home, cut)));
    expect(await compareFiles(database, storage)).toMatchObject({ missing: [], changed: [] });

    await storage.delete({ organizationId, sha256: goneHash });
    const path = contents().find((found) => found.endsWith(cutHash)) ?? '';
    writeFileSync(join(world.house.filesFolder, path), 'cut');

    expect(await compareFiles(database, storage)).toEqual({
      contents: expect.any(Number),
      missing: [{ organizationId, sha256: goneHash }],
      changed: [{ organizationId, sha256: cutHash }],
    });
  });
});
