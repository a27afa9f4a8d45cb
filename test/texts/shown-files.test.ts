import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdfFile } from '../support/documents.ts';
import { give, textFile, type Chosen } from '../support/files.ts';
import { changeArticle, writeArticle } from '../support/knowledge.ts';
import { shareFile } from '../support/library.ts';
import { answerTo, begin } from '../support/talk.ts';
import { foundAt, readTexts } from '../support/texts.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let cleo: Visitor;
let thread: string;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  [ana, ben, cleo] = [await world.ana(), await world.ben(), await world.cleo()];
  thread = await begin(ana, home);
});
afterAll(() => world.close());

const found = (who: Visitor, words: string, where = `${home}/search`) => foundAt(who, where, words);
const given = (who: Visitor, file: Chosen) => give(world, who, home, file);

/** Replies with a file. @returns the number of the reply */
async function replyWith(file: Chosen): Promise<string> {
  await answerTo(ben, thread, `Here it is. ${await given(ben, file)}`);
  const { body } = await ben.get(thread);
  return [...body.matchAll(/id="post-(\d+)"/g)].at(-1)?.[1] ?? '';
}

describe('a word inside a file that a post shows', () => {
  it('finds the post once the file was read, for those who may read the post', async () => {
    await replyWith(pdfFile('The sanderling ', 'protocol for drafts'));
    expect(await found(ana, 'sanderling')).toEqual([]);
    await readTexts(world);
    const [first = '', ...more] = await found(ana, 'sanderlings');

    expect(more).toEqual([]);
    expect(first).toContain('In the file');
    expect(first).toContain('<mark>sanderling</mark>');
    expect(await found(cleo, 'sanderling', '/search')).toEqual([]);
  });

  it('finds the thread that begins with it', async () => {
    const body = await given(ana, textFile('begun.txt', 'The knot list'));
    await begin(ana, home, { title: 'What to bring', body });
    await readTexts(world);

    expect((await found(ben, '"knot list"'))[0]).toContain('What to bring');
  });

  it('finds it at once where the same content was read before', async () => {
    await shareFile(world, ben, home, textFile('one.txt', 'The ruff list'));
    await readTexts(world);
    await replyWith(textFile('again.txt', 'The ruff list'));

    expect(await found(ana, 'ruff')).toHaveLength(2);
  });

  it('finds it no more once its author takes the file out, and again when they put it back', async () => {
    const postNo = await replyWith(textFile('out.txt', 'The curlew list'));
    await readTexts(world);
    const edit = `${thread}/posts/${postNo}/edit`;
    const form = await ben.get(edit);
    const body = /<textarea id="body"[^>]*>([^<]*)</.exec(form.body)?.[1] ?? '';
    await ben.press(form, `${thread}/posts/${postNo}`, { body: 'Without it' });
    expect(await found(ana, 'curlew')).toEqual([]);

    await ben.press(await ben.get(edit), `${thread}/posts/${postNo}`, { body });
    expect(await found(ana, 'curlew')).toHaveLength(1);
  });

  it('finds no post of another that names the file and does not show it', async () => {
    const words = await given(ben, textFile('named.txt', 'The stint list'));
    await answerTo(ana, thread, `Look: ${words}`);
    await readTexts(world);

    expect(await found(ana, 'stint')).toEqual([]);
  });

  it('finds the post among others that say some of it themselves', async () => {
    await replyWith(
      textFile('long.txt', `A godwit. ${'and so on '.repeat(3000)} The godwit shore.`),
    );
    await answerTo(ben, thread, 'Who has seen a godwit at the shore?');
    await readTexts(world);

    const both = await found(ana, 'godwit shore');
    expect(both).toHaveLength(1);
    expect(both[0]).toContain('Who has seen');
    expect(both[0]).not.toContain('In the file');
  });
});

describe('a word inside a file that an article shows', () => {
  it('finds the article as it was published, and nothing of what waits', async () => {
    const first = await given(ana, textFile('first.txt', 'The dotterel list'));
    const article = await writeArticle(ana, home, { title: 'Lists', body: `See ${first}` });
    await readTexts(world);
    const [entry = ''] = await found(ben, 'dotterel');
    expect(entry).toContain('Lists');
    expect(entry).toContain('In the file');

    const second = await given(ana, textFile('second.txt', 'The phalarope list'));
    await changeArticle(ana, article, { title: 'Lists', body: `See ${second}`, wish: 'draft' });
    await readTexts(world);
    expect(await found(ben, 'phalarope')).toEqual([]);
    expect(await found(ben, 'dotterel')).toHaveLength(1);

    await changeArticle(ana, article, { title: 'Lists', body: `See ${second}` });
    await readTexts(world);
    expect(await found(ben, 'phalarope')).toHaveLength(1);
    expect(await found(ben, 'dotterel')).toEqual([]);
  });
});
