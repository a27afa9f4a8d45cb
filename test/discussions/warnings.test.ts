import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { warningsIn } from '../../src/discussions/warn.ts';
import type { Answer } from '../support/platform/browser.ts';
import { answerTo, begin } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;

async function choose(settings: object): Promise<Answer> {
  const form = await ana.get(`${home}/settings`);
  const words = { name: 'Tutors', topics: '', listing: 'listed', joining: 'open' };
  const rest = { reading: 'members', replyDays: '2' };
  return ana.press(form, `${home}/settings`, { ...words, ...rest, ...settings });
}

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
});

afterAll(() => world.close());

describe('a community that wants its members warned', () => {
  it('keeps its own words, and none are built in', async () => {
    await choose({ warns: 'on', warnedWords: '' });
    const thread = await begin(ben, home);
    expect((await answerTo(ben, thread, 'What a blockhead.')).status).toBe(303);

    await choose({ warns: 'on', warnedWords: 'Blockhead, dim wit' });

    expect((await ana.get(`${home}/settings`)).body).toContain('value="Blockhead, dim wit"');
    expect((await answerTo(ben, thread, 'What a blockhead.')).status).toBe(422);
  });

  it('sees a reply come back once with its words, and posted when pressed again', async () => {
    await choose({ warns: 'on', warnedWords: '' });
    const thread = await begin(ben, home);
    const body = 'Write to tom@example.org, his number is 20231234.';

    const back = await answerTo(ben, thread, body);

    expect(back.status).toBe(422);
    expect(back.body).toContain('an e-mail address');
    expect(back.body).toContain('such as a student number');
    expect(back.body).toContain(`${body}</textarea>`);
    expect((await ana.get(thread)).body).not.toContain('tom@example.org');
    const again = await ben.press(back, `${thread}/posts`, { body });
    expect(again.status).toBe(303);
    expect((await ana.get(thread)).body).toContain('tom@example.org');
  });

  it('sees a new thread come back likewise, whatever part of it it was', async () => {
    await choose({ warns: 'on', warnedWords: '' });
    const form = await ben.get(`${home}/threads/new`);
    const words = { kind: 'question', title: 'Call me on +49 30 1234567', body: 'Please.' };

    const back = await ben.press(form, `${home}/threads`, words);

    expect(back.status).toBe(422);
    expect(back.body).toContain('a telephone number');
    expect(back.body).toContain('value="Call me on +49 30 1234567"');
    expect((await ben.press(back, `${home}/threads`, words)).status).toBe(303);
  });

  it('sees an edit come back once with its words, and taken when pressed again', async () => {
    await choose({ warns: 'on', warnedWords: 'blockhead' });
    const thread = await begin(ben, home);
    const path = `${thread}/posts/1`;
    const words = { title: 'Who marks?', body: 'Ask tom@example.org', reason: 'A blockhead asked' };

    const back = await ben.press(await ben.get(`${path}/edit`), path, words);

    expect(back.status).toBe(422);
    expect(back.body).toContain('an e-mail address');
    expect(back.body).toContain('would rather not read');
    expect(back.body).toContain('value="Who marks?"');
    expect(back.body).toContain(`${words.body}</textarea>`);
    expect(back.body).toContain(`value="${words.reason}"`);
    expect((await ana.get(thread)).body).not.toContain('tom@example.org');
    expect((await ben.press(back, path, words)).status).toBe(303);
    expect((await ana.get(thread)).body).toContain('tom@example.org');
  });

  it('is a choice: otherwise everything is posted as it is', async () => {
    await choose({ warns: 'off', warnedWords: '' });
    const thread = await begin(ben, home);
    expect((await answerTo(ben, thread, 'tom@example.org')).status).toBe(303);
  });

  it('is told when it names too much', async () => {
    const answer = await choose({ warns: 'on', warnedWords: 'x'.repeat(61) });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('x'.repeat(61));
  });
});

describe('what is warned of', () => {
  const own = { warnedWords: ['Blockhead', 'dim wit', '笨蛋'] };

  it.each([
    ['tom@example.org', ['email']],
    ['+49 (30) 123-45-67', ['phone']],
    ['(0)555 123 4567', ['phone']],
    ['matriculation 20231234', ['number']],
    ['٢٠٢٣١٢٣٤', ['number']],
    ['BLÖCKHEAD!', ['word']],
    ['a dim  wit', ['word']],
    ['他是个笨蛋吧', ['word']],
  ])('%s', (text, found) => {
    expect(warningsIn(text, own)).toEqual(found);
  });

  it.each([
    'On 2026-11-25, or 25.11.2026, or 11/25/2026',
    'https://example.org/threads/12345678',
    'Blockheads of wood; a dim light, no wit',
    'In 2025 and 2026 we were 120 to 140, of 1,234,567',
    'π is 3.14159265',
    '@ana said so',
  ])('is not: %s', (text) => {
    expect(warningsIn(text, own)).toEqual([]);
  });
});
