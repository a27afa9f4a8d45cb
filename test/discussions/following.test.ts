import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerTo, begin, pathOf } from '../support/talk.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';
import { ana as anaHerself, type Course } from '../support/platform/launch-claims.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
/** The ids of the community's topics, by name. */
let topics: Record<string, string>;

/** The topics that the page of a form offers, by name. */
async function topicsOn(who: Visitor, path: string): Promise<Record<string, string>> {
  const { body } = await who.get(path);
  const labels = body.matchAll(/<label for="topic-([0-9a-f-]{36})"[^>]*>([^<]+)</g);
  return Object.fromEntries([...labels].map(([, id = '', name = '']) => [name, id]));
}

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  topics = await topicsOn(ben, `${home}/following`);
});

afterAll(() => world.close());

/** Chooses for the community and some topics; the others are followed as the community is. */
async function follow(who: Visitor, wishes: Record<string, string>, at = home): Promise<void> {
  const path = `${at}/following`;
  const others = Object.values(await topicsOn(who, path)).map((id) => [id, 'inherited']);
  const fields = { community: 'normal', ...Object.fromEntries(others), ...wishes };
  const answer = await who.press(await who.get(path), path, fields);
  expect(answer.status).toBe(303);
  expect(pathOf(answer)).toBe(`${path}?saved`);
}

async function choose(who: Visitor, thread: string, level: string): Promise<void> {
  const answer = await who.press(await who.get(thread), `${thread}/watch`, { level });
  expect(answer.status).toBe(303);
}

/** The titles a list shows, from its first page on. */
async function titlesIn(who: Visitor, query: string, at = home): Promise<string[]> {
  const titles: string[] = [];
  let next: string | undefined = `${at}/threads?${query}`;
  while (next) {
    const { body } = await who.get(next);
    titles.push(
      ...[...body.matchAll(/class="title" href="[^"]+"[^>]*>([^<]+)/g)].map(([, t]) => t ?? ''),
    );
    next = /<a href="([^"]+)" rel="next"/
      .exec(body)?.[1]
      ?.replaceAll('&amp;', '&')
      .replaceAll('&#x3D;', '=');
  }
  return titles;
}

const inTopic = (name: string, title: string) => ({ topic: topics[name], title });

describe('the list of what is followed', () => {
  it('holds the threads of a topic that is followed, and of the community that is', async () => {
    await begin(ana, home, inTopic('feedback', 'A followed topic'));
    await begin(ana, home, inTopic('drafts', 'Another topic'));
    await begin(ana, home, { title: 'No topic' });

    await follow(ben, { [topics['feedback'] ?? '']: 'tracking' });
    expect(await titlesIn(ben, 'show=watched')).toEqual(['A followed topic']);

    await follow(ben, { community: 'watching', [topics['feedback'] ?? '']: 'normal' });
    expect(await titlesIn(ben, 'show=watched')).toEqual(['No topic', 'Another topic']);

    await follow(ben, { community: 'watching', [topics['feedback'] ?? '']: 'inherited' });
    expect(await titlesIn(ben, 'show=watched')).toHaveLength(3);
  });

  it('goes by what was chosen for the thread before its topic and the community', async () => {
    const thread = await begin(ana, home, inTopic('feedback', 'Left in peace'));
    await follow(ben, { community: 'watching', [topics['feedback'] ?? '']: 'tracking' });
    await choose(ben, thread, 'normal');
    expect(await titlesIn(ben, 'show=watched')).not.toContain('Left in peace');

    await choose(ben, thread, 'inherited');
    expect(await titlesIn(ben, 'show=watched')).toContain('Left in peace');
  });

  it('leads from page to page without losing or repeating one, whatever each is in it by', async () => {
    for (let count = 1; count <= 30; count += 1) {
      const topic = ['feedback', 'drafts', ''][count % 3] ?? '';
      await begin(count % 2 ? ana : ben, home, {
        topic: topics[topic] ?? '',
        title: `In a row ${count}`,
      });
    }
    await follow(ben, { community: 'normal', [topics['feedback'] ?? '']: 'tracking' });

    const titles = (await titlesIn(ben, 'show=watched')).filter((title) =>
      title.startsWith('In a'),
    );

    const expected = Array.from({ length: 30 }, (_, index) => 30 - index)
      .filter((count) => count % 2 === 0 || count % 3 === 0)
      .map((count) => `In a row ${count}`);
    expect(titles).toEqual(expected);
    const ofTopic = await titlesIn(ben, `show=watched&topic=${topics['drafts']}`);
    expect(ofTopic.filter((title) => /row (4|10|16|22|28)$/.test(title))).toHaveLength(5);
    expect(ofTopic).not.toContain('In a row 3');
  });
});

describe('what is to leave a member in peace', () => {
  it('is neither listed as unread nor marked as new', async () => {
    const thread = await begin(ana, home, inTopic('drafts', 'A quiet one'));
    await follow(ben, { [topics['drafts'] ?? '']: 'muted' });

    expect(await titlesIn(ben, 'show=unread')).not.toContain('A quiet one');
    const list = await ben.get(`${home}/threads`);
    const line = list.body.split('<li id="thread-').find((part) => part.includes('A quiet one'));
    expect(line).not.toContain('mark fresh');

    await choose(ben, thread, 'tracking');
    expect(await titlesIn(ben, 'show=watched')).toContain('A quiet one');
    await answerTo(ana, thread, 'A word more');
    expect(await titlesIn(ben, 'show=unread')).toContain('A quiet one');

    await follow(ben, { community: 'muted' });
    await begin(ana, home, { title: 'Said to nobody' });
    expect(await titlesIn(ben, 'show=unread')).not.toContain('Said to nobody');
    await follow(ben, {});
    expect(await titlesIn(ben, 'show=unread')).toContain('Said to nobody');
  });
});

describe('a thread', () => {
  const because = async (who: Visitor, thread: string) => {
    const { body } = await who.get(thread);
    return /<p class="meta">(You (?:follow|chose)[^<]*|It is so[^<]*) </.exec(body)?.[1];
  };

  it('says why it is followed', async () => {
    await follow(ben, {});
    const thread = await begin(ana, home, inTopic('feedback', 'Why is this here?'));
    expect(await because(ben, thread)).toBe('It is so until you choose.');
    expect(await because(ana, thread)).toBe('You follow this because you started it.');

    await follow(ben, { community: 'watching' });
    expect(await because(ben, thread)).toBe(
      'You follow this because you follow the whole community.',
    );
    await follow(ben, { community: 'watching', [topics['feedback'] ?? '']: 'muted' });
    expect(await because(ben, thread)).toBe('You chose this for its topic, feedback.');
    await answerTo(ben, thread, 'I have a word on it');
    expect(await because(ben, thread)).toBe('You follow this because you wrote in it.');
    await choose(ben, thread, 'watching');
    expect(await because(ben, thread)).toBe('You follow this because you chose to.');
  });

  it('is followed no less closely for writing in it', async () => {
    await follow(ben, { community: 'watching' });
    const thread = await begin(ana, home, { title: 'Watched before' });
    await answerTo(ben, thread, 'A word');
    await follow(ben, {});

    const { body } = await ben.get(thread);
    expect(body).toContain('<option value="watching" selected>');
  });
});

describe('GET /communities/:communityId/following', () => {
  it('is led to from the list, from a chosen topic and from a member’s own part', async () => {
    const topic = topics['drafts'];
    await follow(ben, { [topic ?? '']: 'tracking' });
    const list = await ben.get(`${home}/threads?topic=${topic}`);
    expect(list.body).toContain('This topic: Count what is new');
    expect(list.body).toContain(`href="${home}/following#topic-${topic}"`);
    expect((await ben.get(`${home}/threads`)).body).toContain(`href="${home}/following"`);
    expect((await ben.get(`${home}/membership`)).body).toContain(`href="${home}/following"`);
  });

  it('keeps topics of other communities out, and refuses what is no level', async () => {
    const path = `${home}/following`;
    const page = await ben.get(path);
    const wrong = await ben.press(page, path, { community: 'loudly' });
    expect(wrong.status).toBe(422);
    const strange = await ben.press(page, path, { community: 'normal', [home]: 'muted' });
    expect(strange.status).toBe(303);
  });

  it('goes on in the community that another was merged into', async () => {
    const course: Course = { id: 'merging', label: 'M', title: 'Merging' };
    const teacher = await world.launch({ person: anaHerself, role: 'instructor', course });
    const other = await foundCommunity(teacher, {
      name: 'Merging',
      topics: 'drafts, printing',
      difference: 'It ends.',
    });
    const theirs = await topicsOn(teacher, `${other}/following`);
    await follow(teacher, { community: 'tracking', [theirs['printing'] ?? '']: 'muted' }, other);
    await follow(ana, { community: 'watching' });
    const into = home.split('/').at(-1) ?? '';
    const form = await teacher.get(`${other}/merger?into=${into}`);
    expect((await teacher.press(form, `${other}/merger`, { into })).status).toBe(303);

    const { body } = await ana.get(`${home}/following`);

    const printing = body.split('>printing</label>')[1]?.split('</select>')[0];
    expect(printing).toContain('<option value="muted" selected>');
    expect(body.split('</select>')[0]).toContain('<option value="watching" selected>');
  });
});

describe('a list that shows nothing', () => {
  it.each([
    ['show=unanswered&kind=introduction', 'Nothing unanswered of that kind or topic'],
    ['show=watched&kind=introduction', 'You follow nothing of that kind or topic'],
    ['show=mine&kind=introduction', 'You have written nothing of that kind or topic'],
    ['show=unread&kind=introduction', 'Nothing unread of that kind or topic'],
    ['kind=introduction', 'Nothing of that kind yet'],
    ['after=2001-01-01T00:00:00.000Z_00000000-0000-4000-8000-000000000000', 'That was everything'],
  ])('says what is missing: %s', async (query, words) => {
    expect((await ben.get(`${home}/threads?${query}`)).body).toContain(words);
  });

  it.each([
    ['unanswered', 'Every question has a reply'],
    ['unread', 'You have read everything'],
    ['mine', 'You have not written here yet'],
    ['watched', 'You follow no thread yet'],
  ])('says what is missing of all: %s', async (show, words) => {
    const course: Course = { id: `empty-${show}`, label: 'E', title: 'Empty' };
    const teacher = await world.launch({ person: anaHerself, role: 'instructor', course });
    const empty = await foundCommunity(teacher, { name: `Empty ${show}`, difference: 'Empty.' });
    expect((await teacher.get(`${empty}/threads?show=${show}`)).body).toContain(words);
  });
});
