import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBucket, type BucketServer } from '../support/bucket.ts';
import { fetchBare, signedIn } from '../support/files.ts';
import { aLink } from '../support/library.ts';
import { aFilm, endOf, record, sendPiece, startRecording } from '../support/recorder.ts';
import { pathOf } from '../support/talk.ts';
import { tus } from '../support/uploads.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const mb = 1024 * 1024;

let server: BucketServer;

beforeAll(async () => {
  server = await openBucket();
});

afterAll(() => server.close());

const { url: _, ...words } = { ...aLink, what: 'file', title: 'How I turn a patient' };

describe.each(['a folder', 'a bucket'])('a recording into %s', (where) => {
  let world: World;
  let home: string;
  let recorder: string;
  let ana: Visitor;
  let ben: Visitor;

  beforeAll(async () => {
    const fileLimits = { uploadBytes: mb, communityBytes: 200 * mb };
    const bucket = where === 'a bucket' ? { bucket: server.bucket } : {};
    world = await openWorld({ fileLimits, ...bucket });
    home = await world.community();
    recorder = `${home}/library/record`;
    ana = await world.ana();
    ben = await world.ben();
  });

  afterAll(() => world.close());

  /** Presses a button of the page that offers what was recorded. */
  const end = async (who: Visitor, path: string, wish: string) =>
    who.press(await who.get(recorder), endOf(home, path), { wish });

  /** Goes on to the form that posts it. @returns its path */
  const toForm = async (who: Visitor, path: string) => pathOf(await end(who, path, 'post'));

  it('is kept while it is made, though nobody knows how long it will be (R70)', async () => {
    const content = aFilm(9000);
    const path = await startRecording(world, ben, home);
    for (const at of [0, 3000, 6000]) {
      const piece = { at, content: content.slice(at, at + 3000), recordedMs: at };
      expect((await sendPiece(world, ben, path, piece)).status).toBe(204);
    }
    const known = await tus(world, ben, 'HEAD', path);

    expect(known.headers.get('upload-offset')).toBe('9000');
    expect(known.headers.get('upload-defer-length')).toBe('1');
    expect(known.headers.get('upload-length')).toBeNull();
    const [link = ''] = signedIn(await ben.get(await toForm(ben, path)));
    const read = await fetchBare(world.house, link);
    expect(new Uint8Array(await read.arrayBuffer())).toEqual(content);
  });

  it('learns its length by the protocol, too', async () => {
    const path = await record(world, ben, home, { content: aFilm(5000) });
    const ended = await tus(
      world,
      ben,
      'PATCH',
      path,
      { 'Upload-Offset': '5000', 'Upload-Length': '5000' },
      new Uint8Array(),
    );
    expect(ended.status).toBe(204);
    const known = await tus(world, ben, 'HEAD', path);
    expect(known.headers.get('upload-length')).toBe('5000');
    expect(known.headers.get('upload-defer-length')).toBeNull();
  });

  it('that was left is offered to whoever made it, with its length, and to nobody else (R70)', async () => {
    const path = await record(world, ben, home, { recordedMs: 134_000 });
    const page = await ben.get(recorder);

    expect(page.body).toContain('You have an unfinished recording of 2:14');
    expect(page.body).toContain(endOf(home, path));
    expect((await ana.get(recorder)).body).not.toContain('unfinished recording');
    const hers = await ana.press(await ana.get('/me'), '/me', { wish: 'post' }, endOf(home, path));
    expect(hers.status).toBe(404);
  });

  it('is posted with the library’s form, as a film, and offered no more (R70)', async () => {
    const path = await record(world, ben, home, { recordedMs: 61_000 });
    const form = await ben.get(await toForm(ben, path));
    expect(form.body).toMatch(/<video controls/);
    const posted = await ben.press(form, `${home}/library`, { ...words, start: '', end: '' });
    const page = await ana.get(pathOf(posted));

    expect(page.body.replaceAll('&#x3D;', '=')).toMatch(/<video[^>]* src="\/files\/[^"#]+"/);
    expect(page.body).toContain('How I turn a patient');
    expect((await ben.get(recorder)).body).not.toContain('recording of 1:01');
  });

  it('that only sounds is sound', async () => {
    const path = await record(world, ben, home, { name: 'Recording.weba' });
    const form = await ben.get(await toForm(ben, path));
    const posted = await ben.press(form, `${home}/library`, words);

    expect((await ana.get(pathOf(posted))).body).toMatch(/<audio[^>]* src="\/files\//);
  });

  it('is played from where its giver cut it to where they ended it (R70)', async () => {
    const path = await record(world, ben, home);
    const form = await ben.get(await toForm(ben, path));
    const cut = { ...words, start: '1,5', end: '12' };
    const posted = await ben.press(form, `${home}/library`, cut);

    expect((await ana.get(pathOf(posted))).body.replaceAll('&#x3D;', '=')).toMatch(
      /<video[^>]* src="\/files\/[^"]+#t=1.5,12"/,
    );
  });

  it('counts the time of captions and places from where its giver cut it (R67, R71)', async () => {
    const path = await record(world, ben, home);
    const form = await ben.get(await toForm(ben, path));
    const posted = await ben.press(form, `${home}/library`, { ...words, start: '1.5', end: '12' });
    const page = pathOf(posted);
    const writing = await ben.get(`${page}/captions`);
    const captions = 'WEBVTT\n\n00:02.000 --> 00:04.000\nAnd now the other side.';
    await ben.press(writing, `${page}/captions`, { language: 'en', captions });
    const body = (await ana.get(`${page}?t=2`)).body.replaceAll('&#x3D;', '=');
    const track = /<track [^>]*src="([^"]+)"/.exec(body)?.[1] ?? '';

    expect(writing.body.replaceAll('&#x3D;', '=')).toMatch(/<video[^>]*#t=1.5,12"/);
    expect(body).toMatch(/<video[^>]*#t=3.5,12"/);
    expect(body).toMatch(/data-at="2"><bdi>0:02</);
    expect(await (await fetchBare(world.house, track)).text()).toContain(
      '00:00:03.500 --> 00:00:05.500',
    );
  });

  it.each([
    [{ start: '12', end: '12' }, 'The end comes after the beginning.'],
    [{ start: 'soon', end: '' }, 'Say it in seconds'],
    [{ start: '-1', end: '' }, 'Say it in seconds'],
  ])('says what is wrong with a cut of %j, and keeps the rest of the form', async (cut, told) => {
    const path = await record(world, ben, home);
    const form = await ben.get(await toForm(ben, path));
    const answer = await ben.press(form, `${home}/library`, { ...words, ...cut });

    expect(answer.status).toBe(422);
    expect(answer.body).toContain(told);
    expect(answer.body).toContain(`value="${cut.start}"`);
    expect(answer.body).toMatch(/<video controls/);
  });

  it('is thrown away when its person says so', async () => {
    const path = await record(world, ben, home, { recordedMs: 33_000 });
    const answer = await end(ben, path, 'discard');

    expect(pathOf(answer)).toBe(recorder);
    expect((await ben.get(recorder)).body).not.toContain('recording of 0:33');
    expect((await tus(world, ben, 'HEAD', path)).status).toBe(404);
  });

  it('is never larger than an upload may be', async () => {
    const path = await record(world, ben, home, { content: aFilm(900_000) });
    const piece = { at: 900_000, content: aFilm(300_000), recordedMs: 9 };
    const more = await sendPiece(world, ben, path, piece);
    const { headers } = await tus(world, ben, 'HEAD', path);

    expect(more.status).toBeGreaterThanOrEqual(400);
    expect(Number(headers.get('upload-offset'))).toBeLessThanOrEqual(mb);
  });

  it('goes nowhere before anything of it came', async () => {
    const path = await startRecording(world, ben, home);
    const answer = await ben.press(
      await ben.get('/me'),
      '/me',
      { wish: 'post' },
      endOf(home, path),
    );

    expect(answer.status).toBe(422);
    expect((await tus(world, ben, 'HEAD', path)).status).toBe(200);
  });
});

describe('a recording where there is no room', () => {
  it('stays until there is', async () => {
    const world = await openWorld({
      fileLimits: { communityBytes: 65 * mb, uploadBytes: 80 * mb },
    });
    const home = await world.community();
    const ben = await world.ben();
    const path = await record(world, ben, home, { recordedMs: 5000 });
    await world.house.database.within(world.organizationId, (tx) =>
      tx.updateTable('uploads').set({ sizeBytes: 5000 }).execute(),
    );
    world.house.files.limits.communityBytes = 100;
    const page = await ben.get(`${home}/library/record`);
    const answer = await ben.press(page, endOf(home, path), { wish: 'post' });

    expect(answer.status).toBe(422);
    expect(answer.body).toContain('unfinished recording of 0:05');
    world.house.files.limits.communityBytes = 65 * mb;
    expect((await ben.press(answer, endOf(home, path), { wish: 'post' })).status).toBe(303);
    await world.close();
  });
});
