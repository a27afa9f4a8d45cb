import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { linesOf, takeAlong, unpacked, type Contents } from '../support/archive.ts';
import { fetchBare } from '../support/files.ts';
import { furnish, type Furnished } from '../support/furnished.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let furnished: Furnished;
let contents: Contents;
let name: string;

beforeAll(async () => {
  world = await openWorld();
  furnished = await furnish(world);
  const taken = await takeAlong(world.house, furnished.ana, furnished.home);
  name = taken.name;
  contents = await unpacked(taken.zip);
});

afterAll(() => world.close());

const text = (path: string) => contents.get(path)?.toString() ?? '';
const pathOf = (beginning: string) =>
  [...contents.keys()].find((path) => path.startsWith(beginning)) ?? '';
const idOf = (path: string) => path.split('/').at(-1) ?? '';

/** Where the links of a document lead, as paths of the archive. */
function linksIn(path: string): string[] {
  const links = [...text(path).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)];
  return links.map(([, link = '']) =>
    decodeURIComponent(new URL(link, `file:///${encodeURI(path)}`).pathname.slice(1)),
  );
}

describe('the archive of a community', () => {
  it('is saved under the name and day of the community (R33)', () => {
    expect(name).toMatch(/^attachment; filename=tutors-\d{4}-\d\d-\d\d\.zip$/);
  });

  it('says of each part how many lines it has, and their SHA-256 (R33)', () => {
    const manifest = JSON.parse(text('guildhall.json'));
    expect(manifest).toMatchObject({
      format: 'guildhall-community',
      version: 2,
      community: { name: 'Tutors' },
    });
    expect(manifest.parts).toHaveLength(12);
    for (const part of manifest.parts) {
      const content = contents.get(`${part.name}.jsonl`) ?? Buffer.alloc(0);
      expect(createHash('sha256').update(content).digest('hex')).toBe(part.sha256);
      expect(linesOf(contents, part.name)).toHaveLength(part.lines);
    }
    const counts = Object.fromEntries(
      manifest.parts.map((part: { name: string; lines: number }) => [part.name, part.lines]),
    );
    expect(counts).toEqual({
      files: 4,
      threads: 6,
      posts: 9,
      resources: 3,
      captions: 1,
      collections: 1,
      stories: 2,
      agenda: 1,
      sections: 1,
      articles: 2,
      glossary: 1,
      people: 3,
    });
  });

  it('holds what can be read in any viewer of Markdown, whose links all lead to something in it', () => {
    const documents = [...contents.keys()].filter((path) => path.endsWith('.md'));
    expect(documents.length).toBeGreaterThan(9);
    const links = documents.flatMap(linksIn);
    expect(links.length).toBeGreaterThan(15);
    expect(links.filter((link) => !contents.has(link))).toEqual([]);
    const question = text(pathOf('threads/how-do-you-mark-drafts-'));
    expect(question).toContain('## 2 · Ana Moreno');
    expect(question).toContain('@Ben');
    expect(question).toMatch(/!\[board\]\(\.\.\/files\/[0-9a-f]{16}\/board\.png\)/);
    expect(question).toContain('**solved it**');
    expect(question).toContain('[in reply to 2](#post-2)');
    expect(text(pathOf('threads/read-aloud-'))).toMatch(
      /\[Ben asked\]\(\.\.\/threads\/how-do-you-mark-drafts-\w+\.md#post-3\)/,
    );
    expect(linksIn(pathOf('articles/marking-drafts-'))).toContain(
      pathOf('threads/how-do-you-mark-drafts-'),
    );
    expect(linksIn('index.md')).toContain(pathOf('threads/read-aloud-'));
  });

  it('says of a question from outside, of a story and of a word which article they are about', () => {
    const article = pathOf('articles/washing-hands-');
    for (const path of [
      pathOf('threads/how-long-'),
      pathOf('practice/washing-hands-'),
      'glossary.md',
    ])
      expect(linksIn(path)).toContain(article);
    expect(text('glossary.md')).toContain(String.raw`**Hygiene**: Clean \<hands\>`);
    expect(text(pathOf('threads/how-long-'))).toContain('**from outside**');
    expect(linksIn('index.md')).toContain('glossary.md');
  });

  it('can be taken for nothing but what was meant, whatever members wrote', () => {
    const path = pathOf('threads/b-tags-b-quotes-yes-');
    const [, front = '', body = ''] = text(path).split('---\n');
    expect(parse(front)).toMatchObject({
      title: '<b>Tags</b> & "quotes": yes',
      author: 'Anonymous 1',
    });
    expect(body).toContain(String.raw`A \<script>alert(1)\</script> and ` + '`<i>`');
  });

  it('reveals nothing that is not for everybody who reads the community (R33)', async () => {
    const all = Buffer.concat([...contents.values()]).toString();
    for (const kept of ['to be hidden', 'Between us', '@lms.test', 'person-ben', 'unkind'])
      expect(all).not.toContain(kept);
    const [poll] = linesOf(contents, 'threads').flatMap((line) => line['poll'] ?? []);
    expect(poll).toMatchObject({ voters: null, options: [{ votes: null }, { votes: null }] });
    const hidden = linesOf(contents, 'posts').filter((line) => line['alias'] !== null);
    expect(hidden.map((line) => line['author'])).toEqual([null, null]);
  });

  it('numbers posts as if those that are left out had never been, and keeps links as references', () => {
    const posts = linesOf(contents, 'posts').filter(
      (line) => line['thread'] === idOf(furnished.question),
    );
    expect(posts.map((line) => [line['no'], line['parent']])).toEqual([
      [1, null],
      [2, null],
      [3, 2],
      [4, null],
    ]);
    const all = linesOf(contents, 'posts')
      .map((line) => String(line['body']))
      .join('\n');
    expect(all).toContain(`[Ben asked](guildhall:thread/${idOf(furnished.question)}/3)`);
    expect(all).toContain('[all](guildhall:page/library)');
    expect(all).toContain(`![board](guildhall:file/${idOf(furnished.picture)})`);
  });

  it('is not there for anybody who does not lead the community', async () => {
    const member = await furnished.ben.get(`${furnished.home}/archive`);
    expect(member.status).toBe(403);
    const outsider = await (await world.cleo()).get(`${furnished.home}/archive`);
    expect(outsider.status).toBe(404);
    const bare = await fetchBare(world.house, `/files/archives/${idOf(furnished.home)}`);
    expect(bare.status).toBe(401);
  });
});
