import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { readNextWords } from '../../src/search/words-store.ts';
import { begin } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let cleo: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  [ana, ben, cleo] = [await world.ana(), await world.ben(), await world.cleo()];
  await begin(ana, home, { title: 'Marking first drafts', body: 'Ben suggested rubrics.' });
});
afterAll(() => world.close());

const look = (who: Visitor, asked: Record<string, string>, where = '/search') =>
  who.get(`${where}?${new URLSearchParams(asked).toString()}`);

/** The names of those whom a page of results shows. */
async function names(who: Visitor, q: string, where?: string): Promise<string[]> {
  const { body } = await look(who, { q }, where);
  const [, list = ''] = /<ul class="people persons"[^>]*>(.*?)<\/ul>/s.exec(body) ?? [];
  return [...list.matchAll(/<a class="title"[^>]*>(.*?)<\/a>/g)].map(([, name = '']) => name);
}

const put = (statement: ReturnType<typeof sql>) =>
  world.house.database.within(world.organizationId, (tx) => statement.execute(tx));

const fullName = async (who: Visitor, beginning: string) => (await names(who, beginning))[0];

describe('people', () => {
  it('are found by the beginnings of their names, with what says the same, and are led to what they wrote', async () => {
    const { body } = await look(ana, { q: 'ben' });
    expect(body).toContain('People <span class="meta">1</span>');
    expect(body).toContain('Talk <span class="meta">1</span>');
    expect(body).toContain('by%3A%22Ben');
    expect(body).toContain(`<a href="${home}/people">`);
    const name = await fullName(ana, 'be');
    expect(await names(ana, `${name}`.split(' ').toReversed().join(' '))).toEqual([name]);
    expect(await names(ana, `"${name}"`)).toEqual([name]);
    expect(await names(ana, 'en')).toEqual([]);
    expect(await names(ana, 'ben -be')).toEqual([]);
    expect(await names(ana, 'ben nobody')).toEqual([]);
  });

  it('are no slips: a name is not taken for another word, where a slip of the same is', async () => {
    await begin(ana, home, { title: 'Okafo', body: 'Okafo is a word.' });
    await put(sql`update search_documents set changed_at = changed_at - interval '1 hour'`);
    await put(sql`update search_readings set read_until = '-infinity'`);
    await world.house.database.within(world.organizationId, (tx) =>
      readNextWords(tx, world.organizationId, 1000),
    );
    expect((await look(ana, { q: 'okafox' })).body).toContain('found for “okafo”');
    const { body } = await look(ana, { q: 'okafor' });
    expect(body).toContain('>Ben Okafor</a>');
    expect(body).not.toContain('found for “okafo”');
  });

  it('are a kind of their own, which their community can list', async () => {
    expect(await names(ben, 'kind:people', `${home}/search`)).toHaveLength(2);
    expect((await look(ben, { q: 'ben', kind: 'people' })).body).not.toContain('Marking');
    expect(await names(ben, 'ben kind:talk')).toEqual([]);
    expect(await names(ben, 'ben by:ana')).toEqual([]);
  });

  it('found alone, there is nothing to narrow', async () => {
    const { body } = await look(ana, { q: 'okafor' });
    expect(body).toContain('1 result');
    expect(body).not.toContain('Only this kind');
  });

  it('are suggested while a name is typed', async () => {
    const typing = await ana.browser.get(new URL('/search?q=be', world.house.url), {
      from: world.house.url,
      headers: { 'hx-request': 'true', 'hx-request-type': 'partial' },
    });
    expect(typing.body).toContain('class="people persons"');
  });

  it('are seen by whoever belongs beside them; whoever only reads sees who leads (R73)', async () => {
    expect(await names(cleo, 'ben')).toEqual([]);
    expect(await names(cleo, 'ana')).toEqual([]);
    await put(sql`update communities set reading = 'organization'`);
    expect(await names(cleo, 'ben')).toEqual([]);
    expect(await names(cleo, 'ana')).toHaveLength(1);
    expect((await look(cleo, { q: 'ben' })).body).not.toContain('People <span');
  });

  it('are found no more where they left', async () => {
    await put(sql`update memberships set left_at = now() where role = 'member'`);
    expect(await names(ana, 'ben')).toEqual([]);
    await put(sql`update memberships set left_at = null`);
    expect(await names(ana, 'ben')).toHaveLength(1);
  });
});
