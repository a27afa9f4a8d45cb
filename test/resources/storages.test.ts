import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBucket, type BucketServer } from '../support/bucket.ts';
import { fetchBare, signedIn, textFile } from '../support/files.ts';
import { replaceFile, shareFile, tellStory } from '../support/library.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let server: BucketServer;

beforeAll(async () => {
  server = await openBucket();
});

afterAll(() => server.close());

describe.each(['a folder', 'a bucket'])('a resource whose files lie in %s', (where) => {
  let world: World;
  let ana: Visitor;
  let ben: Visitor;
  let path: string;

  beforeAll(async () => {
    world = await openWorld(where === 'a bucket' ? { bucket: server.bucket } : {});
    const home = await world.community();
    ana = await world.ana();
    ben = await world.ben();
    path = await shareFile(world, ben, home, textFile('list.txt', 'First, breathe.'));
  });

  afterAll(() => world.close());

  const addressOn = async (page: string) => signedIn(await ana.get(page))[0] ?? '';

  it('is listed, and its file is read whole and in parts (R8, R11, R68)', async () => {
    const library = await ana.get(path.slice(0, path.lastIndexOf('/')));
    expect(library.body).toContain('A checklist for handover');
    expect((await ana.get(path)).body).toMatch(/<dd><a href="[^"]*"[^>]*>Tutors</);
    const address = await addressOn(path);
    expect(await (await fetchBare(world.house, address)).text()).toBe('First, breathe.');
    const part = await fetch(new URL(address, world.house.url), {
      headers: { range: 'bytes=7-13' },
    });

    expect([part.status, await part.text()]).toEqual([206, 'breathe']);
  });

  it('keeps each version of its file', async () => {
    await replaceFile(world, ben, path, { file: textFile('list.txt', 'First, ask.') });
    expect(await (await fetchBare(world.house, await addressOn(path))).text()).toBe('First, ask.');
    const all = signedIn(await ana.get(`${path}/versions`));
    const words = [];
    for (const address of new Set(all))
      words.push(await (await fetchBare(world.house, address)).text());

    expect(words).toEqual(['First, ask.', 'First, breathe.']);
  });

  it('carries what came of it (R4)', async () => {
    await tellStory(ana, path, { tried: 'We asked first, every time.' });

    expect((await ben.get(path)).body).toContain('We asked first, every time.');
  });
});
