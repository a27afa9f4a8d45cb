import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo, begin, onPost } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
});

afterAll(() => world.close());

const shown = (lastPostNo: number, changes = 0) =>
  new URLSearchParams({ lastPostNo: `${lastPostNo}`, changes: `${changes}` }).toString();

/** Hears what a page that shows this much of the thread is told, until it has heard what it waits for. */
async function hear(who: Visitor, address: string, awaited: RegExp): Promise<string> {
  const stream = new AbortController();
  const answer = await fetch(new URL(address, world.house.url), {
    signal: stream.signal,
    headers: { Accept: 'text/event-stream', ...who.browser.scriptHeaders(world.house.url) },
  });
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  let heard = '';
  const decoder = new TextDecoder();
  for await (const piece of answer.body ?? []) {
    heard += decoder.decode(piece);
    if (awaited.test(heard)) break;
  }
  stream.abort();
  return heard;
}

describe('a thread that is open somewhere', () => {
  it('hears of new replies, in the words of its reader', async () => {
    const thread = await begin(ben, home);
    const heard = hear(ben, `${thread}/live?${shown(1)}`, /2 new replies/);
    await answerTo(ana, thread, 'One.');
    await answerTo(ana, thread, 'Two.');
    expect(await heard).toMatch(/"count":2/);
  });

  it('hears of what changed in posts that are there', async () => {
    const thread = await begin(ben, home);
    const heard = hear(ben, `${thread}/live?${shown(1)}`, /"changes":[1-9]/);
    await onPost(ana, thread, { postNo: 1, deed: 'reactions', fields: { give: 'thanks' } });
    expect(await heard).toMatch(/"count":0/);
  });

  it('is told the same once, where it asks for no stream', async () => {
    const thread = await begin(ben, home);
    await answerTo(ana, thread, 'One.');
    const { browser } = ben;
    const answer = await fetch(new URL(`${thread}/live?${shown(1)}`, world.house.url), {
      headers: { Accept: 'application/json', ...browser.scriptHeaders(world.house.url) },
    });
    expect(await answer.json()).toMatchObject({ count: 1, words: 'One new reply' });
  });

  it('tells an outsider nothing', async () => {
    const thread = await begin(ben, home);
    const cleo = await world.cleo();
    expect((await cleo.get(`${thread}/live?${shown(0)}`)).status).toBe(404);
  });

  it('reads no further for a page that only looks what changed', async () => {
    const thread = await begin(ben, home);
    await answerTo(ana, thread, 'Not seen yet.');
    await ben.get(`${thread}?peek=1`);
    expect((await ben.get(thread)).body).toContain('new since you were here');
  });
});
