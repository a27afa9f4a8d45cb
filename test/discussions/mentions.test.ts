import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Answer } from '../support/platform/browser.ts';
import { nurses, tutors, type Person } from '../support/platform/launch-claims.ts';
import { answerTo, begin, pathOf, postIn } from '../support/talk.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

const day = 24 * 3_600_000;
let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let now = new Date();

beforeAll(async () => {
  world = await openWorld({ now: () => now, sessionIdleMs: 30 * day, sessionMaxMs: 30 * day });
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
});

afterAll(() => world.close());

beforeEach(() => {
  now = new Date();
});

let count = 0;
const somebody = (given: string, family: string): Person => {
  count += 1;
  return { sub: `mention-${count}`, given, family, email: `m${count}@lms.test` };
};

const join = (person: Person, course = tutors) => world.launch({ person, role: 'learner', course });

const Found = z.object({ people: z.array(z.object({ name: z.string(), markdown: z.string() })) });

async function offered(who: Visitor, name: string, at = home) {
  const answer = await who.get(`${at}/people/like?${new URLSearchParams({ name }).toString()}`);
  expect(answer.status).toBe(200);
  return Found.parse(JSON.parse(answer.body)).people;
}

/** The words that name a member. */
async function mention(name: string): Promise<string> {
  const found = await offered(ana, name);
  expect(found).toHaveLength(1);
  return found[0]?.markdown ?? '';
}

const shown = (name: string) => `<span class="mention">@<bdi>${name}</bdi></span>`;

async function allowAliases(): Promise<void> {
  const settings = { name: 'Tutors', topics: '', listing: 'listed', joining: 'open' };
  const rest = { reading: 'members', anonymity: 'peers' };
  await ana.press(await ana.get(`${home}/settings`), `${home}/settings`, { ...settings, ...rest });
}

/** Members of Ana's community whom nobody is called like otherwise. @returns the words that name them */
async function several(family: string, number: number): Promise<string[]> {
  const names = 'Ab Bo Cy Di Ed Fa Gu Hi Io Jo Ka'.split(' ').slice(0, number);
  for (const given of names) await join(somebody(given, family));
  return Promise.all(names.map((given) => mention(`${given} ${family}`)));
}

const reasonIn = ({ body }: Answer) => body.includes('because somebody mentioned you in it');

describe('GET /communities/<id>/people/like', () => {
  it('offers members by any part of their names, without case and accents, eight at most', async () => {
    await join(somebody('Zoé', 'Quilliam'));
    for (const given of 'abcdefghi') await join(somebody(`${given}mi`, 'Zorn'));

    expect((await offered(ben, 'zoe')).map(({ name }) => name)).toEqual(['Zoé Quilliam']);
    expect((await offered(ben, 'ILLIA')).map(({ name }) => name)).toEqual(['Zoé Quilliam']);
    expect(await offered(ben, 'zorn')).toHaveLength(8);
    expect(await offered(ben, 'z')).toEqual([]);
    expect(await offered(ben, '%%')).toEqual([]);
  });

  it('offers those first whose name begins so', async () => {
    await join(somebody('Marisol', 'Tanaka'));
    await join(somebody('Olga', 'Petrov'));
    const names = (await offered(ben, 'ol')).map(({ name }) => name);
    expect(names.indexOf('Olga Petrov')).toBeLessThan(names.indexOf('Marisol Tanaka'));
  });

  it('names nobody of another community, of another organization, or who left', async () => {
    const leaver = await join(somebody('Leonie', 'Gone'));
    await foundCommunity(
      await world.launch({
        person: somebody('Nora', 'Elsewhere'),
        role: 'instructor',
        course: nurses,
      }),
      { name: 'Wound care', purpose: 'How wounds heal.', topics: 'wounds' },
    );
    const there = await world.neighbour('Other University');
    const abroad = {
      person: somebody('Nils', 'Abroad'),
      role: 'instructor',
      course: tutors,
    } as const;
    await foundCommunity(await there.launch(abroad));
    expect(await offered(ben, 'leonie')).toHaveLength(1);

    await leaver.press(await leaver.get(`${home}/membership`), `${home}/membership/departure`, {});

    expect(await offered(ben, 'leonie')).toEqual([]);
    expect(await offered(ben, 'elsewhere')).toEqual([]);
    expect(await offered(ben, 'abroad')).toEqual([]);
  });

  it('answers nobody who does not belong', async () => {
    const cleo = await world.launch({
      person: somebody('Cleo', 'Out'),
      role: 'learner',
      course: { ...nurses, id: 'far' },
    });
    expect((await cleo.get(`${home}/people/like?name=ben`)).status).toBe(404);
  });
});

describe('a post that names somebody', () => {
  it('calls them by the name they have now, and has them follow the thread', async () => {
    const mia = somebody('Mia', 'Before');
    const asMia = await join(mia);
    const thread = await begin(ben, home, { body: `Ask ${await mention('Mia Before')} about it.` });

    expect(postIn(await ana.get(thread), 1)).toContain(`Ask ${shown('Mia Before')} about it.`);
    expect(reasonIn(await asMia.get(thread))).toBe(true);
    expect(reasonIn(await ben.get(thread))).toBe(false);

    await world.launch({ person: { ...mia, family: 'After' }, role: 'learner', course: tutors });
    expect(postIn(await ana.get(thread), 1)).toContain(`Ask ${shown('Mia After')} about it.`);
  });

  it('calls them still so when they left', async () => {
    const asLea = await join(somebody('Lea', 'Leaving'));
    const thread = await begin(ben, home, { body: await mention('Lea Leaving') });
    await asLea.press(await asLea.get(`${home}/membership`), `${home}/membership/departure`, {});

    expect(postIn(await ben.get(thread), 1)).toContain(shown('Lea Leaving'));
    const path = `${thread}/posts/1`;
    const form = await ben.get(`${path}/edit`);
    const body = /<textarea id="body"[^>]*>([^<]+)/.exec(form.body)?.[1] ?? '';
    await ben.press(form, path, { title: 'It stands', body: `${body} – still.` });
    expect(postIn(await ben.get(thread), 1)).toContain(`${shown('Lea Leaving')} – still.`);
  });

  it('leaves a thread in peace that they chose to be left in peace by', async () => {
    const asPia = await join(somebody('Pia', 'Peace'));
    const thread = await begin(ben, home);
    await asPia.press(await asPia.get(thread), `${thread}/watch`, { level: 'muted' });
    const other = await begin(ben, home);
    const asLin = await join(somebody('Lin', 'Peaceful'));
    const form = await asLin.get(`${home}/following`);
    await asLin.press(form, `${home}/following`, { community: 'muted' });

    await answerTo(ben, thread, await mention('Pia Peace'));
    await answerTo(ben, other, await mention('Lin Peaceful'));

    expect(reasonIn(await asPia.get(thread))).toBe(false);
    expect(reasonIn(await asLin.get(other))).toBe(false);
  });

  it('names nobody who does not belong, whatever it says, and shows no more than was typed', async () => {
    const there = await world.neighbour('A third University');
    const abroad = {
      person: somebody('Olaf', 'Abroad'),
      role: 'instructor',
      course: tutors,
    } as const;
    const asOlaf = await there.launch(abroad);
    const foreign = await foundCommunity(asOlaf);
    const [olaf] = await offered(asOlaf, 'olaf', foreign);
    const typed = (olaf?.markdown ?? '').replace('Olaf Abroad', 'The <b>Rector</b>');
    const thread = await begin(ben, home, { body: `So says ${typed}.` });

    const post = postIn(await ana.get(thread), 1);
    expect(post).toContain('So says @The &lt;b&gt;Rector&lt;/b&gt;.');
    expect(post).not.toContain('Olaf');
    expect(post).not.toContain('data-person');
  });

  it('is not fooled by what is typed as a name', async () => {
    await join(somebody('Noa', 'Real'));
    const words = (await mention('Noa Real')).replace('Noa Real', 'The Rector');
    const thread = await begin(ben, home, { body: words });
    expect(postIn(await ana.get(thread), 1)).toContain(shown('Noa Real'));
    expect(postIn(await ana.get(thread), 1)).not.toContain('Rector');

    const care = await ana.get(`${thread}/posts/1/care`);
    expect(care.body).toContain(shown('Noa Real'));
    expect(care.body).not.toContain('Rector');
  });

  it('names nobody in code', async () => {
    const asIda = await join(somebody('Ida', 'Coded'));
    const words = await mention('Ida Coded');
    const thread = await begin(ben, home, { body: `\`${words}\`\n\n    ${words}` });
    expect(postIn(await ana.get(thread), 1)).not.toContain('class="mention"');
    expect(reasonIn(await asIda.get(thread))).toBe(false);
  });

  it('shows hostile and right-to-left names as names', async () => {
    await join(somebody('<script>[x](y)`\\', 'O"Neil'));
    await join(somebody('ليلى', 'حداد'));
    const hostile = await mention('O"Neil');
    const arabic = await mention('ليلى');
    const thread = await begin(ben, home, { body: `${hostile} and ${arabic}` });
    const post = postIn(await ana.get(thread), 1);
    expect(post).toContain(shown('&lt;script&gt;[x](y)`\\ O&quot;Neil'));
    expect(post).toContain(shown('ليلى حداد'));
  });

  it('keeps up with its words, shows names in its history, and takes what was tried along', async () => {
    const asUma = await join(somebody('Uma', 'Edited'));
    const asVic = await join(somebody('Vic', 'Added'));
    const uma = await mention('Uma Edited');
    const thread = await begin(ben, home, { body: 'Who knows?', tried: `I asked ${uma}.` });
    expect(postIn(await ana.get(thread), 1)).toContain(`I asked ${shown('Uma Edited')}.`);
    expect(reasonIn(await asUma.get(thread))).toBe(true);
    now = new Date(Date.now() + 3_600_000);

    const path = `${thread}/posts/1`;
    const body = `Who knows? ${await mention('Vic Added')}`;
    await ben.press(await ben.get(`${path}/edit`), path, { title: 'Who knows', body, tried: '' });

    expect(reasonIn(await asVic.get(thread))).toBe(true);
    const history = await ana.get(`${path}/history`);
    expect(history.body).toContain('I asked @Uma Edited.');
    expect(history.body).not.toContain('person:');
    const threadId = thread.split('/').at(-1) ?? '';
    const named = await world.house.database.within(world.organizationId, (tx) =>
      tx
        .selectFrom('postMentions')
        .innerJoin('posts', 'posts.id', 'postMentions.postId')
        .innerJoin('persons', 'persons.id', 'postMentions.personId')
        .select('persons.name')
        .where('posts.threadId', '=', threadId)
        .execute(),
    );
    expect(named).toEqual([{ name: 'Vic Added' }]);
  });

  it('is shown so before it is posted, and in feeds', async () => {
    await join(somebody('Yan', 'Previewed'));
    const words = await mention('Yan Previewed');
    const form = await ben.get(`${home}/threads/new`);
    const preview = await ben.press(
      form,
      `${home}/threads`,
      { body: words, _preview: 'body' },
      '/preview',
    );
    expect(preview.body).toContain(shown('Yan Previewed'));
    const stranger = words.replace(/person:[0-9a-f]{8}/, 'person:00000000');
    const other = await ben.press(
      form,
      `${home}/threads`,
      { body: stranger, _preview: 'body' },
      '/preview',
    );
    expect(other.body).toContain('@Yan Previewed');
    expect(other.body).not.toContain('class="mention"');

    await begin(ben, home, { body: words });
    const page = await ben.get(`${home}/read-elsewhere`);
    const made = await ben.press(page, `${home}/read-elsewhere`, {});
    const address = /http[^"<]+\/feed\.json/.exec(made.body)?.[0] ?? '';
    const feed = await ben.get(new URL(address).pathname);
    expect(feed.body).toContain('@<bdi>Yan Previewed</bdi>');
  });

  it('warns of no number in what names somebody', async () => {
    const { warningsIn } = await import('../../src/discussions/warn.ts');
    const words = '@[Ana Moreno](person:12345678-1234-4123-8123-123456789012)';
    expect(warningsIn(words, { warnedWords: [] })).toEqual([]);
  });
});

describe('how many a post names', () => {
  it('is two in one’s first two days and ten from then on; the words come back', async () => {
    const [a = '', b = '', ...rest] = await several('Limit', 11);
    const thread = await begin(ben, home);

    expect((await answerTo(ben, thread, `${a} ${b} ${a}`)).status).toBe(303);
    const back = await answerTo(ben, thread, `${a} ${b} ${rest[0]} kept`);
    expect(back.status).toBe(422);
    expect(back.body).toContain('In your first two days a post of yours mentions two people');
    expect(back.body).toContain('kept</textarea>');

    now = new Date(Date.now() + 3 * day);
    expect((await answerTo(ben, thread, [a, b, ...rest.slice(0, 8)].join(' '))).status).toBe(303);
    const eleven = await answerTo(ben, thread, [a, b, ...rest].join(' '));
    expect(eleven.status).toBe(422);
    expect(eleven.body).toContain('One post mentions ten people at most');
  });

  it('is two without one’s name, whoever writes, and in edits too (R34)', async () => {
    await allowAliases();
    const [a = '', b = '', c = ''] = await several('Sealed', 3);
    const thread = await begin(ana, home);
    const hidden = { anonymous: 'on' };
    now = new Date(Date.now() + 3 * day);

    for (const who of [ana, ben]) {
      const back = await answerTo(who, thread, `${a} ${b} ${c}`, hidden);
      expect(back.status).toBe(422);
      expect(back.body).toContain('A post without your name mentions two people at most');
      expect((await answerTo(who, thread, `${a} ${b}`, hidden)).status).toBe(303);
    }
    const path = `${thread}/posts/2`;
    const edited = await ana.press(await ana.get(`${path}/edit`), path, { body: `${a} ${b} ${c}` });
    expect(edited.status).toBe(422);
  });
});

describe('somebody who names themselves behind an alias', () => {
  it('looks to others as anybody who names them (R34)', async () => {
    await allowAliases();
    const self = somebody('Sol', 'Hidden');
    const asSol = await join(self);
    const words = await mention('Sol Hidden');
    const hidden = { anonymous: 'on' };
    const own = await begin(asSol, home, { ...hidden, title: 'The same', body: words });
    const other = await begin(ben, home, { ...hidden, title: 'The same', body: words });

    const bare = (thread: string, page: Answer) =>
      postIn(page, 1)
        .replaceAll(thread, '')
        .replaceAll(/<time.*?<\/time>|[0-9a-f-]{36}/g, '');
    expect(bare(own, await ana.get(own))).toBe(bare(other, await ana.get(other)));
    expect(reasonIn(await asSol.get(own))).toBe(false);
  });
});

describe('a list of replies to choose from', () => {
  it('shows names where replies name somebody, even where a beginning is cut', async () => {
    await join(somebody('Eli', 'Begun'));
    const words = await mention('Eli Begun');
    const thread = await begin(ana, home);
    await answerTo(ana, thread, `Ask ${words} first.`);
    await answerTo(ana, thread, `${'word '.repeat(40)}${words} is behind the cut, if only just.`);

    const { body } = await ana.get(`${thread}/care/split`);

    expect(body).toContain('Ask @Eli Begun first.');
    expect(body).not.toContain('person:');
  });
});

describe('a thread that is merged', () => {
  it('takes along whom its posts name', async () => {
    await join(somebody('Kai', 'Carried'));
    const into = await begin(ana, home, { title: 'The one that stays' });
    const from = await begin(ana, home, {
      title: 'The one that goes',
      body: await mention('Kai C'),
    });
    const path = `${from}/care/merge`;
    const fields = { into: into.split('/').at(-1) ?? '' };
    const page = await ana.get(`${path}?into=${fields.into}`);
    const merged = await ana.press(page, path, fields);
    expect(merged.status).toBe(303);
    expect(pathOf(merged)).toContain(into);
    expect(postIn(await ana.get(into), 2)).toContain(shown('Kai Carried'));
  });
});

it('somebody whose two names became one is named by the one they have', async () => {
  const sides = { first: somebody('Mira', 'Here'), second: somebody('Mira', 'There') };
  const asFirst = await join(sides.first);
  const asSecond = await join(sides.second);
  const thread = await begin(ben, home, { body: await mention('Mira There') });
  const [kept, joined] = await world.house.database.within(world.organizationId, (tx) =>
    tx
      .selectFrom('persons')
      .select('id')
      .where('name', 'in', ['Mira Here', 'Mira There'])
      .orderBy('name')
      .execute(),
  );
  await world.house.database.within(world.organizationId, (tx) =>
    tx
      .updateTable('postMentions')
      .set({ personId: kept?.id ?? '' })
      .where('personId', '=', joined?.id ?? '')
      .execute(),
  );
  expect(postIn(await asFirst.get(thread), 1)).toContain(shown('Mira Here'));
  expect(postIn(await asSecond.get(thread), 1)).toContain(shown('Mira Here'));
});
