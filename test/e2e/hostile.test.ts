import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openGallery, type Gallery } from '../support/browser/gallery.ts';
import { straysIn } from '../support/hostile/harmless.ts';
import { postHostile } from '../support/hostile/post-all.ts';
import type { Answer } from '../support/platform/browser.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let threads: Answer[];
let others: Answer[];

beforeAll(async () => {
  world = await openWorld();
  const home = await world.community();
  const [ana, ben] = [await world.ana(), await world.ben()];
  const posted = await postHostile(ben, home);
  threads = [];
  for (const { thread } of posted) threads.push(await ana.get(`${thread}?from=1`));
  others = [await ana.get(home), await ana.get(`${home}/threads`)];
  for (const { thread } of posted.slice(0, 5))
    others.push(
      await ben.get(`${thread}/posts/2/edit`),
      await ana.get(`${thread}/posts/2/history`),
    );
});

afterAll(() => world.close());

const Looked = z.object({
  posts: z.number(),
  landmarks: z.array(z.string()),
  isWide: z.boolean(),
  elements: z.array(
    z.object({ tag: z.string(), attributes: z.array(z.tuple([z.string(), z.string()])) }),
  ),
});

/** What the browser made of the page; of elements that are alike, one. */
const look = `(async () => {
  await new Promise((done) => setTimeout(done, 50));
  const page = document.documentElement;
  const elements = new Map();
  for (const { localName: tag, attributes } of document.querySelectorAll('article.post .prose *')) {
    const own = [...attributes].map(({ name, value }) => [name, value]);
    elements.set(JSON.stringify([tag, own]), { tag, attributes: own });
  }
  return {
    posts: document.querySelectorAll('main > * > .posts article.post > .prose, main .posts article.post').length,
    landmarks: ['header', 'main', '#reply textarea', '.posts'].filter((one) => document.querySelector(one)),
    isWide: page.scrollWidth > page.clientWidth,
    elements: [...elements.values()],
  };
})()`;

/** Somebody who looks at pages, and writes down what these do by themselves. */
async function openWatched(options: { bypassesPolicy: boolean; width: number }) {
  const { bypassesPolicy, width } = options;
  const gallery: Gallery = await openGallery(world.house.url, '', { bypassesPolicy });
  const { page } = gallery;
  await page.setViewportSize({ width, height: 900 });
  const ran: string[] = [];
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  page.context().on('request', (request) => asked.push(request.url()));
  return {
    ran,
    strangers: () => asked.filter((address) => new URL(address).origin !== world.house.url),
    see: async (answer: Answer) => {
      await gallery.show(answer);
      return Looked.parse(await page.evaluate(look));
    },
    close: () => gallery.close(),
  };
}

describe.each([
  { name: 'under the policy of the page, on a wide screen', bypassesPolicy: false, width: 1200 },
  { name: 'with no policy at all, on a narrow screen', bypassesPolicy: true, width: 390 },
])('whatever somebody writes, $name', ({ bypassesPolicy, width }) => {
  let watched: Awaited<ReturnType<typeof openWatched>>;
  beforeAll(async () => {
    watched = await openWatched({ bypassesPolicy, width });
  });
  afterAll(() => watched.close());

  it('runs nothing, asks nobody else for anything, and leaves the page as it is', async () => {
    const seen = { strays: new Set<string>(), faults: new Set<string>() };
    for (const answer of threads) {
      const { elements, landmarks, isWide, posts } = await watched.see(answer);
      for (const stray of straysIn(elements)) seen.strays.add(stray);
      const isWhole = landmarks.length === 4 && posts === answer.body.split('<article').length - 1;
      if (isWide || !isWhole)
        seen.faults.add(`${answer.url.pathname}: ${landmarks.join()} ${posts}`);
    }
    expect([...seen.strays]).toEqual([]);
    expect([...seen.faults]).toEqual([]);
    expect(watched.ran).toEqual([]);
    expect(watched.strangers()).toEqual([]);
  });

  it('does as little in a list, in a form, and among older wordings', async () => {
    for (const answer of others) expect(await watched.see(answer)).toMatchObject({ isWide: false });
    expect(watched.ran).toEqual([]);
    expect(watched.strangers()).toEqual([]);
  });

  it('would be seen if it did', async () => {
    const [thread] = threads;
    if (!thread) throw new Error('Nothing was posted');
    const harm = `<img src="https://evil.test/a.png" onerror="alert('ran')">`;
    const wide = '<hr width="9999">';
    const body = thread.body
      .replace('<div class="prose" dir="auto">', (open) => open + harm)
      .replace('<ol class="posts"', (open) => wide + open);
    const { elements, isWide } = await watched.see({ ...thread, body });
    expect(straysIn(elements)).toHaveLength(3);
    expect(isWide).toBe(true);
    expect(watched.ran).toEqual(bypassesPolicy ? ['ran'] : []);
    // What the policy stops is told of, too.
    expect(watched.strangers()).toEqual(['https://evil.test/a.png']);
  });
});
