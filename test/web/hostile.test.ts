import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultTreeAdapter as tree, parse, type DefaultTreeAdapterTypes } from 'parse5';
import { engine } from '../support/database.ts';
import { straysIn, type Found } from '../support/hostile/harmless.ts';
import { hostile } from '../support/hostile/index.ts';
import { postHostile, type PostedThread } from '../support/hostile/post-all.ts';
import type { Answer } from '../support/platform/browser.ts';
import { answerTo, begin } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

type Element = DefaultTreeAdapterTypes.Element;

/** On the embedded engine a browser is shown all of it (test/e2e/hostile.test.ts). */
const sources = engine === 'postgresql' ? hostile : hostile.filter((_, index) => index % 10 === 0);

let world: World;
let home: string;
let ben: Visitor;
let threads: PostedThread[];

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ben = await world.ben();
  threads = await postHostile(ben, home, sources);
});

afterAll(() => world.close());

function* elementsIn(node: DefaultTreeAdapterTypes.ParentNode): Generator<Element> {
  for (const child of node.childNodes) {
    if (!tree.isElementNode(child)) continue;
    yield child;
    yield* elementsIn(child);
  }
}

const attributeOf = ({ attrs }: Element, name: string) =>
  attrs.find((attribute) => attribute.name === name)?.value;
const hasClass = (element: Element, name: string) =>
  attributeOf(element, 'class')?.split(' ').includes(name) ?? false;

const foundAs = ({ tagName: tag, attrs }: Element): Found => ({
  tag,
  attributes: attrs.map(({ name, value }) => [name, value]),
});

/** The words of each post of a page, by the post's id. */
function postsOf({ body }: Answer): Map<string, Element[]> {
  const posts = [...elementsIn(parse(body))].filter((element) => element.tagName === 'article');
  return new Map(
    posts.map((post) => [
      attributeOf(post, 'id') ?? '',
      [...elementsIn(post)].filter((element) => hasClass(element, 'prose')),
    ]),
  );
}

/** What a form would hold when somebody goes on with it. */
function textOf({ body }: Answer): string {
  const area = [...elementsIn(parse(body))].find(({ tagName }) => tagName === 'textarea');
  return (area?.childNodes ?? []).map((node) => (tree.isTextNode(node) ? node.value : '')).join('');
}

/** As it travels through a form, and without what no text can hold. */
const asTyped = (source: string) =>
  new TextDecoder()
    .decode(new TextEncoder().encode(source))
    .replaceAll('\0', '')
    .replaceAll('\r\n', '\n')
    .trim();

const sourcesOf = (thread: string) =>
  world.house.database.within(world.organizationId, (tx) =>
    tx
      .selectFrom('posts')
      .select('bodySource')
      .where('threadId', '=', thread.split('/').at(-1) ?? '')
      .where('postNo', '>', 1)
      .orderBy('postNo')
      .execute(),
  );

describe('whatever somebody writes', () => {
  it('is more than two thousand things', () => {
    expect(hostile.length).toBeGreaterThan(2000);
  });

  it('is stored as it was typed, or refused with its words kept', async () => {
    for (const { thread, sent, answers } of threads) {
      const taken = sent.filter((_, index) => answers[index]?.status === 303);
      const stored = (await sourcesOf(thread)).map(({ bodySource }) => bodySource);
      expect(stored).toEqual(taken.map(asTyped));
      for (const [index, answer] of answers.entries()) {
        if (answer.status === 303) continue;
        expect(answer.status).toBe(422);
        expect(textOf(answer).trim()).toBe(asTyped(sent[index] ?? ''));
      }
    }
  });

  it('is shown in the place of a post, and holds nothing but words and their marks', async () => {
    for (const { thread, answers } of threads) {
      const page = await ben.get(`${thread}?from=1`);
      const posts = postsOf(page);
      const count = 1 + answers.filter(({ status }) => status === 303).length;
      expect([...posts.keys()]).toEqual(
        Array.from({ length: count }, (_, index) => `post-${index + 1}`),
      );
      const proses = [...posts.values()];
      expect(proses.map(({ length }) => length).slice(1)).toEqual(Array(count - 1).fill(1));
      expect(
        straysIn(proses.flat().flatMap((prose) => [...elementsIn(prose)].map(foundAs))),
      ).toEqual([]);
    }
  });

  it.each([1_000_000, 250_000])('of %d characters comes back whole', async (length) => {
    const thread = await begin(ben, home);
    const body = 'words '.repeat(length).slice(0, length).trim();
    const answer = await answerTo(ben, thread, body);
    expect(answer.status).toBe(422);
    expect(textOf(answer).trim()).toBe(body);
  });
});
