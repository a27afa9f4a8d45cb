import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchBare, formWith, give, picture, send, signedIn, textFile } from '../support/files.ts';
import { answerTo, begin, pathOf, postIn } from '../support/talk.ts';
import type { Answer } from '../support/platform/browser.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let thread: string;

beforeAll(async () => {
  world = await openWorld({ fileLimits: { fileBytes: 1024 * 1024 } });
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  thread = await begin(ben, home, { kind: 'discussion' });
});

afterAll(() => world.close());

const valuesIn = (page: string, names: readonly string[]) =>
  Object.fromEntries(
    names.map((name) => [name, new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '']),
  );

/** Presses the form of a page as a browser without scripts does, files and all. */
async function pressWith(
  { body }: Answer,
  path: string,
  fields: Record<string, string>,
  files: Parameters<typeof formWith>[1],
): Promise<{ status: number; location: string; body: string }> {
  const form = formWith({ ...valuesIn(body, ['_token', '_key', 'revision']), ...fields }, files);
  const answer = await send(world.house, ben, path, form);
  const location = answer.headers.get('location') ?? '';
  return { status: answer.status, location, body: await answer.text() };
}

describe('a form without scripts', () => {
  it('says which files it takes and how large, before one is chosen (R68)', async () => {
    const { body } = await ben.get(thread);

    expect(body).toMatch(/enctype="multipart\/form-data"/);
    expect(body).toContain('Up to 1 MB each: pictures, sound, video, PDF');
    expect(body).toMatch(/<input type="file" id="files" name="files" multiple/);
  });

  it('brings its files along, and the post lists them by name, kind and size', async () => {
    const files = [await picture('board.png'), textFile('plan.csv', 'a,b\n'.repeat(700))];
    const answer = await pressWith(
      await ben.get(thread),
      `${thread}/posts`,
      { body: 'See both' },
      files,
    );
    expect(answer.status).toBe(303);

    const page = await ana.get(answer.location.split('#')[0] ?? '');
    const post = postIn(page, 2);
    expect(post).toMatch(/<p>See both<\/p>\s*<p><img src="\/files\/[^"]+\?s=[^"]+" alt="board"/);
    expect(post).toMatch(
      /aria-label="Files of this post"><li>.*<a href="\/files\/[^"]+\?s&#x3D;[^"]+"[^>]*>plan\.csv<\/a> <span class="meta">Text · 2\.7[\s\u202f]kB</,
    );
    for (const path of signedIn(page))
      expect((await fetchBare(world.house, path)).status).toBe(200);
  });

  it('begins a thread with a file and no words', async () => {
    const form = await ben.get(`${home}/threads/new`);
    const fields = { kind: 'discussion', title: 'Only a picture', body: '', topic: '', tried: '' };
    const answer = await pressWith(form, `${home}/threads`, fields, [await picture('alone.png')]);

    expect(answer.status).toBe(303);
    expect((await ana.get(answer.location)).body).toContain('alt="alone"');
  });

  it('comes back with its words and the files that were taken, and says what became of the rest', async () => {
    const files = [await picture('good.png'), textFile('page.html', '<p>x</p>')];
    const path = `${thread}/posts`;
    const { status, body } = await pressWith(
      await ben.get(thread),
      path,
      { body: 'My words' },
      files,
    );

    expect(status).toBe(422);
    expect(body).toMatch(/<textarea[^>]*>My words\n\n!\[good\]\(\/files\/[0-9a-f-]{36}\)</);
    expect(body).toMatch(/<p class="problem">“page\.html” is a web page, a script/);
    expect(body).toContain('<a href="#files">');
  });

  it('keeps its files when it lacks something else', async () => {
    const form = await ben.get(`${home}/threads/new`);
    const fields = { kind: 'discussion', title: '', body: 'Words', topic: '', tried: '' };
    const answer = await pressWith(form, `${home}/threads`, fields, [await picture('kept.png')]);

    expect(answer.status).toBe(422);
    expect(answer.body).toMatch(/>Words\n\n!\[kept\]\(\/files\//);
  });

  it('says that more than ten files came', async () => {
    const many = Array.from({ length: 12 }, (_, index) => textFile(`${index}.txt`, `no. ${index}`));
    const { status, body } = await pressWith(
      await ben.get(thread),
      `${thread}/posts`,
      { body: 'All' },
      many,
    );

    expect(status).toBe(422);
    expect(body).toContain('More than ten files came at once');
    expect(body).toContain('[9.txt](/files/');
  });

  it('adds files to a post by editing it', async () => {
    const answered = await answerTo(ben, thread, 'First without');
    const at = pathOf(answered);
    const postNo = answered.location?.hash.split('-').at(-1) ?? '';
    const form = await ben.get(`${thread}/posts/${postNo}/edit`);
    const fields = { body: 'Now with', title: '', reason: '' };
    const path = `${thread}/posts/${postNo}`;
    const answer = await pressWith(form, path, fields, [await picture('later.png')]);
    expect(answer.status).toBe(422);

    const again = await pressWith(form, path, { body: 'Now with', reason: '' }, [
      await picture('later.png'),
    ]);
    expect(again.status).toBe(303);
    expect(postIn(await ana.get(at), Number(postNo))).toContain('alt="later"');
  });

  it('of an outsider keeps none', async () => {
    const cleo = await world.cleo();
    const { body } = await cleo.get('/me');
    const fields = { ...valuesIn(body, ['_token']), body: 'x' };
    const form = formWith(fields, [await picture()]);

    expect((await send(world.house, cleo, `${thread}/posts`, form)).status).toBe(404);
  });
});

describe('the preview', () => {
  it('shows the pictures of its writer', async () => {
    const words = await give(world, ben, home, await picture('draft.png'));
    const page = await ben.press(
      await ben.get(thread),
      `${thread}/posts`,
      { body: words, _preview: 'body' },
      '/preview',
    );

    const [path = ''] = signedIn(page);
    expect((await fetchBare(world.house, path)).status).toBe(200);
  });
});
