import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareLink } from '../support/library.ts';
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

const practice = '/me/practice';
const text = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('R19: what somebody asked and gave', () => {
  it('begins as an empty page that says what will stand there', async () => {
    expect((await ben.get(practice)).body).toContain('Nothing to count yet');
  });

  it('is counted by topic for themselves alone: asked, answered and thanked (R19)', async () => {
    const form = await ben.get(`${home}/threads/new`);
    const [, topic = '', topicName = ''] =
      /<option value="([0-9a-f-]{36})">([^<]+)/.exec(form.body) ?? [];
    const thread = await begin(ben, home, { topic });
    await answerTo(ana, thread, 'Two notes and one question.');
    await answerTo(ana, thread, 'Or let them mark one another first.');
    const thanks = { postNo: 2, deed: 'reactions', fields: { give: 'thanks' } };
    await onPost(ben, thread, thanks);
    await answerTo(ben, thread, 'I shall try it.');

    const [his, hers] = [await ben.get(practice), await ana.get(practice)];

    expect(text(his.body)).toMatch(new RegExp(`${topicName} [^<]*? 1 0 0 `));
    expect(text(hers.body)).toMatch(new RegExp(`${topicName} [^<]*? 0 2 1 `));
    expect(text(his.body)).toMatch(/\w+ – \w+ \d{4}/);
  });

  it('leaves out what was written without a name', async () => {
    const settings = { name: 'Tutors', topics: '', listing: 'listed', joining: 'open' };
    await ana.press(await ana.get(`${home}/settings`), `${home}/settings`, {
      ...settings,
      reading: 'members',
      anonymity: 'peers',
    });
    const before = text((await ben.get(practice)).body);
    await begin(ben, home, { title: 'May I say no?', anonymous: 'on' });
    expect(text((await ben.get(practice)).body)).toBe(before);

    await begin(ben, home, { title: 'May I say yes?' });
    expect(text((await ben.get(practice)).body)).not.toBe(before);
  });

  it('counts thanks for what was shared (R19)', async () => {
    const link = await shareLink(ana, home);
    await ben.press(await ben.get(link), `${link}/thanks`, { wish: 'give' });

    expect(text((await ana.get(practice)).body)).toMatch(/No topic [^<]*? 0 0 1 /);
  });
});
