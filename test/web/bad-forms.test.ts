import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let ana: Visitor;
let home: string;
let course: string;

beforeAll(async () => {
  world = await openWorld();
  ana = await world.ana();
  course = ana.arrived.url.pathname.replace('/set-up', '');
  home = await foundCommunity(ana);
});

afterAll(() => world.close());

describe('a form that no page of ours sends', () => {
  it('is answered in words, never as a failure', async () => {
    const page = await ana.get(`${home}/threads/new`);
    const token = /name="_token" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const addresses = [
      `${course}/home`,
      `${course}/communities`,
      `${course}/communities/${home.split('/').at(-1)}`,
      `${home}/membership/level`,
      `${home}/charter/acceptance`,
    ];
    for (const address of addresses) {
      const fields = { _token: token, _key: 'no key', level: 'best' };
      const answer = await ana.press(page, address, fields);
      expect([address, answer.status]).toEqual([address, 422]);
      expect(answer.body).toContain('We could not make sense of that');
    }
  });
});
