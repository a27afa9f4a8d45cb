import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tidyFiles } from '../../src/files/index.ts';
import { fetchBare, picture, signedIn, textFile, type Chosen } from '../support/files.ts';
import { replaceFile, shareFile, shareLink } from '../support/library.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;

beforeAll(async () => {
  world = await openWorld({ fileLimits: { fileBytes: 5000, communityBytes: 20_000 } });
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
});

afterAll(() => world.close());

const within = <T>(work: Parameters<typeof world.house.database.within<T>>[1]) =>
  world.house.database.within(world.organizationId, work);

/** Sends the form to replace the file of a resource. */
function replace(
  who: Visitor,
  resource: string,
  form: { file?: Chosen; note?: string; fileId?: string },
): Promise<Response> {
  return replaceFile(world, who, resource, { file: null, ...form });
}

/** What each signed address of a page leads to. */
async function wordsAt(who: Visitor, path: string): Promise<string[]> {
  const words = [];
  for (const address of new Set(signedIn(await who.get(path))))
    words.push(await (await fetchBare(world.house, address)).text());
  return words;
}

describe('a newer file of a resource', () => {
  it('takes its place, and says what changed', async () => {
    const path = await shareFile(world, ben, home, textFile('list.txt', 'One'));
    const answer = await replace(ben, path, {
      file: textFile('list-2.txt', 'Two'),
      note: 'The second call is in it now.',
    });
    expect(answer.status).toBe(303);

    expect(await wordsAt(ana, path)).toEqual(['Two']);
    expect((await ana.get(path)).body).toContain('list-2.txt');
    expect((await ana.get(`${path}/versions`)).body).toContain('The second call is in it now.');
    expect(await wordsAt(ana, `${path}/versions`)).toEqual(['Two', 'One']);
  });

  it('makes it a resource of another kind where it is one', async () => {
    const path = await shareFile(world, ben, home, textFile('board.txt', 'A board'));
    await replace(ben, path, { file: await picture('board.png') });

    expect((await ana.get(path)).body).toContain('<img src="/files/');
  });

  it('comes back with its words and its file when the note is missing', async () => {
    const path = await shareFile(world, ben, home, textFile('a.txt', 'A'));
    const refused = await replace(ben, path, { file: textFile('b.txt', 'B'), note: ' ' });
    const body = await refused.text();
    expect(refused.status).toBe(422);
    expect(body).toContain('Say in a line what changed.');
    expect(body).toContain('b.txt');

    const fileId = /name="fileId" value="([\w-]{36})"/.exec(body)?.[1] ?? '';
    expect((await replace(ben, path, { fileId })).status).toBe(303);
    expect(await wordsAt(ana, path)).toEqual(['B']);
  });

  it('is given by whoever gave the first, and of no link', async () => {
    const path = await shareFile(world, ben, home, textFile('mine.txt', 'Mine'));
    expect((await replace(ana, path, { file: textFile('no.txt', 'No') })).status).toBe(403);
    expect((await ana.get(`${path}/versions`)).body).not.toContain('type="file"');

    const link = await shareLink(ben, home);
    expect((await ben.get(`${link}/versions`)).status).toBe(404);
    expect((await replace(ben, link, { file: textFile('no.txt', 'No') })).status).toBe(404);
  });

  it('is no file that somebody else gave', async () => {
    const theirs = await shareFile(world, ana, home, textFile('theirs.txt', 'Theirs'));
    const fileId = /\/files\/([\w-]{36})/.exec((await ana.get(theirs)).body)?.[1] ?? '';
    const path = await shareFile(world, ben, home, textFile('own.txt', 'Own'));
    const answer = await replace(ben, path, { fileId });

    expect(answer.status).toBe(422);
    expect(await wordsAt(ana, path)).toEqual(['Own']);
  });
});

describe('an earlier file of a resource', () => {
  it('is used again by its giver or a facilitator, as the newest version', async () => {
    const path = await shareFile(world, ben, home, textFile('v.txt', 'First'));
    await replace(ben, path, { file: textFile('v.txt', 'Second') });
    const versions = await ana.get(`${path}/versions`);
    const back = await ana.press(versions, `${path}/versions/return`, { versionNo: '1' });
    expect(back.status).toBe(303);

    expect(await wordsAt(ben, path)).toEqual(['First']);
    const { body } = await ben.get(`${path}/versions`);
    expect(body).toContain('Version 3');
    expect(body).toContain('the file of version 1 again');
    const twice = await ana.press(versions, `${path}/versions/return`, { versionNo: '1' });
    expect(twice.status).toBe(303);
    expect((await ben.get(`${path}/versions`)).body).not.toContain('Version 4');
    const never = await ana.press(versions, `${path}/versions/return`, { versionNo: '9' });
    expect(never.status).toBe(404);
  });

  it('outlives the tidying of files that nothing shows', async () => {
    const path = await shareFile(world, ben, home, textFile('kept.txt', 'Kept'));
    await replace(ben, path, { file: textFile('newer.txt', 'Newer') });
    const later = new Date(Date.now() + 10 * 86_400_000);
    const { database: db, files } = world.house;
    await tidyFiles({ db, files, now: () => later }).work({}, AbortSignal.timeout(60_000));

    expect(await wordsAt(ana, `${path}/versions`)).toEqual(['Newer', 'Kept']);
  });

  it('counts in the share of the community still', async () => {
    const path = await shareFile(world, ben, home, textFile('big.txt', 'b'.repeat(4900)));
    const statuses = [];
    for (let count = 0; count < 5; count += 1) {
      const file = textFile(`big-${count}.txt`, `${count}`.repeat(4900));
      statuses.push((await replace(ben, path, { file })).status);
    }

    expect(statuses.at(-1)).toBe(422);
    const given = await within((tx) =>
      tx.selectFrom('files').select('sizeBytes').where('name', 'like', 'big%').execute(),
    );
    expect(given.length).toBeLessThan(5);
  });

  it('goes where the resource goes: nobody else reads it once that is withdrawn', async () => {
    const path = await shareFile(world, ben, home, textFile('w.txt', 'W'));
    await replace(ben, path, { file: textFile('w2.txt', 'W2') });
    const cleo = await world.cleo();
    const plain = signedIn(await ana.get(`${path}/versions`)).map(
      (each) => each.split('?')[0] ?? '',
    );
    expect(plain).toHaveLength(2);
    for (const address of plain) {
      expect((await ana.get(address)).status).toBe(200);
      expect((await cleo.get(address)).status).toBe(404);
    }
  });
});
