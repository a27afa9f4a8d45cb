import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { usualPaces } from '../../src/discussions/index.ts';
import type { Answer } from '../support/platform/browser.ts';
import { answerTo, begin } from '../support/talk.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;

beforeAll(async () => {
  world = await openWorld({ paces: usualPaces });
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  const form = await ana.get(`${home}/settings`);
  const words = { name: 'Tutors', topics: '', listing: 'listed', joining: 'open' };
  const rest = { reading: 'members', replyDays: '2', anonymity: 'peers' };
  await ana.press(form, `${home}/settings`, { ...words, ...rest });
});

afterAll(() => world.close());

const inDatabase = (statement: ReturnType<typeof sql>) =>
  world.house.database.within(world.organizationId, (tx) => statement.execute(tx));

async function ask(who: Visitor, title: string, fields: object = {}): Promise<Answer> {
  const form = await who.get(`${home}/threads/new`);
  const words = { kind: 'discussion', title, body: 'Words I would hate to lose.', ...fields };
  return who.press(form, `${home}/threads`, words);
}

describe('a newcomer', () => {
  it('begins three threads in an hour, by name or not; the next comes back with its words', async () => {
    await begin(ben, home);
    await begin(ben, home, { kind: 'discussion', anonymous: 'on' });
    await begin(ben, home);

    const fourth = await ask(ben, 'The fourth one');

    expect(fourth.status).toBe(422);
    expect(fourth.body).toContain('you can begin three threads an hour');
    expect(fourth.body).toContain('Words I would hate to lose.</textarea>');
    await inDatabase(sql`update posts set created_at = created_at - interval '1 hour'`);
    expect((await ask(ben, 'The fourth one')).status).toBe(303);
  });

  it('replies twenty times in an hour; the next reply comes back with its words', async () => {
    const thread = await begin(ana, home);
    for (let count = 0; count < 20; count += 1)
      expect((await answerTo(ben, thread, `Reply ${count}`)).status).toBe(303);

    const next = await answerTo(ben, thread, 'One more thing');

    expect(next.status).toBe(422);
    expect(next.body).toContain('One more thing</textarea>');
    expect((await ana.get(`${thread}?from=1`)).body).not.toContain('One more thing');
  });

  it('is one for two days, and no longer', async () => {
    await inDatabase(sql`update memberships set joined_at = joined_at - interval '2 days'`);
    const thread = await begin(ana, home);
    expect((await answerTo(ben, thread, 'Twenty-first')).status).toBe(303);
  });
});

it('a facilitator writes as much as it takes', async () => {
  for (let count = 0; count < 22; count += 1)
    expect((await ask(ana, `Thread ${count}`)).status).toBe(303);
});
