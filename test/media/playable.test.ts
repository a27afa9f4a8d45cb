import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../jobs/queue-house.ts';
import { openBucket, type BucketServer } from '../support/bucket.ts';
import { fetchBare } from '../support/files.ts';
import { factsOf, ffmpeg, recordedFilm, recordedVoice } from '../support/films.ts';
import { temporaryFolder } from '../support/house.ts';
import { aLink } from '../support/library.ts';
import { aFilm, endOf, record } from '../support/recorder.ts';
import { pathOf } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const folder = temporaryFolder();
let server: BucketServer;

beforeAll(async () => {
  server = await openBucket();
});

afterAll(async () => {
  await server.close();
  folder.remove();
});

const { url: _, ...words } = { ...aLink, what: 'file', title: 'Shown by hand' };

describe.each(['a folder', 'a bucket'])('what plays, kept in %s', (where) => {
  let world: World;
  let home: string;
  let ana: Visitor;
  let ben: Visitor;

  beforeAll(async () => {
    const bucket = where === 'a bucket' ? { bucket: server.bucket } : {};
    world = await openWorld({ ffmpeg, runsJobs: true, ...bucket });
    home = await world.community();
    ana = await world.ana();
    ben = await world.ben();
  });

  afterAll(() => world.close());

  /** Records and posts it. @returns its page */
  async function post(content: Uint8Array<ArrayBuffer>, name: string, cut = {}): Promise<string> {
    const path = await record(world, ben, home, { content, name });
    const recorder = await ben.get(`${home}/library/record`);
    const form = await ben.get(
      pathOf(await ben.press(recorder, endOf(home, path), { wish: 'post' })),
    );
    return pathOf(await ben.press(form, `${home}/library`, { ...words, ...cut }));
  }

  const stateOf = () =>
    world.house.database.within(world.organizationId, (tx) =>
      tx
        .selectFrom('media')
        .select(['state', 'percent'])
        .orderBy('createdAt', 'desc')
        .executeTakeFirst(),
    );
  const isOver = async () => ['ready', 'failed'].includes((await stateOf())?.state ?? '');

  /** What the player of a page loads, as a file of this machine. */
  async function played(page: string, attribute = 'src') {
    const { body } = await ana.get(page);
    const shape = new RegExp(`<(?:video|audio)[^>]* ${attribute}="([^"#]+)(#[^"]*)?"`);
    const [, address = '', fragment] = shape.exec(body.replaceAll('&#x3D;', '=')) ?? [];
    const answer = await fetchBare(world.house, address);
    const bytes = Buffer.from(await answer.arrayBuffer());
    const path = join(folder.path, 'played');
    writeFileSync(path, bytes);
    return { path, bytes, fragment, type: answer.headers.get('content-type') };
  }

  it('becomes a film that begins at once and says how long it is, with a picture of it (R70, R71)', async () => {
    const content = recordedFilm(4);
    writeFileSync(join(folder.path, 'original'), content);
    expect(factsOf(join(folder.path, 'original')).seconds).toBeNull();
    const page = await post(content, 'Recording.webm');
    await until(isOver);
    const { path, bytes, type } = await played(page);
    const { seconds, said } = factsOf(path);

    expect(type).toBe('video/mp4');
    expect(seconds).toBeCloseTo(4, 0);
    expect(said).toMatch(/Video: h264/);
    expect(said).toMatch(/Audio: aac/);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    expect((await played(page, 'poster')).type).toMatch(/^image\//);
    expect((await ana.get(`${home}/library?face=gallery`)).body).toMatch(/<img src="\/files\//);
  });

  it('has its ends cut off for good (R70)', async () => {
    const page = await post(recordedFilm(5), 'Recording.webm', { start: '1', end: '3' });
    await until(isOver);
    const { path, fragment } = await played(page);

    expect(factsOf(path).seconds).toBeCloseTo(2, 0);
    expect(fragment).toBeUndefined();
    expect((await ana.get(page)).body).toContain('Recording.mp4');
  });

  it('becomes sound where it is sound alone', async () => {
    const page = await post(recordedVoice(3), 'Recording.weba');
    await until(isOver);
    const { path, type } = await played(page);

    expect(type).toBe('audio/mp4');
    expect(factsOf(path).seconds).toBeCloseTo(3, 0);
  });

  it('plays as it was given while it is made, and says how far that is', async () => {
    const page = await post(recordedFilm(2), 'Recording.webm');
    await until(isOver);
    await world.house.database.within(world.organizationId, (tx) =>
      tx
        .updateTable('media')
        .set({ state: 'working', percent: 40, playableId: null, posterId: null })
        .execute(),
    );

    expect((await ana.get(page)).body).toContain('being made ready for every device: 40 %');
    expect((await played(page)).type).toBe('video/webm');
  });

  it('plays as it was given where nothing can be made of it', async () => {
    const page = await post(aFilm(5000), 'Broken.webm');
    await until(() => Promise.resolve(world.house.logged().includes('job failed, and is tried')));
    await world.house.database.within(world.organizationId, (tx) =>
      tx.updateTable('media').set({ state: 'failed' }).execute(),
    );

    expect((await played(page)).type).toBe('video/webm');
    expect((await ana.get(page)).body).not.toContain('being made ready');
  });
});
