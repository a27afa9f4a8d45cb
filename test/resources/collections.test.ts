import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arranged } from '../../src/resources/collection.ts';
import type { Answer } from '../support/platform/browser.ts';
import { collect, shareLink } from '../support/library.ts';
import { tutors, type Person } from '../support/platform/launch-claims.ts';
import { lti } from '../support/platform/vocabulary.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

const aMember: Person = { sub: 'carla', given: 'Carla', family: 'Luz', email: 'c@lms.test' };

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;
let carla: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
  carla = await world.launch({ person: aMember, role: 'learner', course: tutors });
});

afterAll(() => world.close());

const idOf = (path: string) => path.split('/').at(-1) ?? '';
const titlesOf = ({ body }: Answer) =>
  [...body.matchAll(/<a class="title" href="[^"]+"[^>]*>([^<]*)</g)].map(([, title]) => title);

/** Does something with a resource in a collection, by a button of its page. */
async function arrange(
  who: Visitor,
  collection: string,
  fields: { act: string; resource: string; before?: string },
): Promise<Answer> {
  const path = `${collection}/items`;
  const resource = idOf(fields.resource);
  return who.press(await who.get(path), path, { ...fields, resource });
}

/** A collection of Ben's with links of these titles, in this order. */
async function collectionOf(title: string, titles: string[]) {
  const collection = await collect(ben, home, { title });
  const links: string[] = [];
  for (const each of titles) {
    const link = await shareLink(ben, home, { title: each });
    links.push(link);
    await arrange(ben, collection, { act: 'add', resource: link });
  }
  return { collection, links };
}

describe('a collection', () => {
  it('keeps its resources in the order they were given', async () => {
    const { collection } = await collectionOf('A first week', ['One', 'Two', 'Three']);
    const page = await ana.get(collection);

    expect(page.body).toContain('A first week');
    expect(titlesOf(page)).toEqual(['One', 'Two', 'Three']);
    expect(page.body).toMatch(
      new RegExp(`href="http[^"]+/collections/${idOf(collection)}" data-copied=`),
    );
  });

  it('is arranged by buttons alone', async () => {
    const { collection, links } = await collectionOf('To arrange', ['A', 'B', 'C']);
    const [a = '', , c = ''] = links;
    const moved = await arrange(ben, collection, { act: 'up', resource: c });
    expect(moved.location?.hash).toBe(`#item-${idOf(c)}`);
    expect(titlesOf(await ana.get(collection))).toEqual(['A', 'C', 'B']);

    await arrange(ben, collection, { act: 'down', resource: a });
    expect(titlesOf(await ana.get(collection))).toEqual(['C', 'A', 'B']);
    await arrange(ana, collection, { act: 'remove', resource: c });
    expect(titlesOf(await ana.get(collection))).toEqual(['A', 'B']);
    await arrange(ben, collection, { act: 'add', resource: a });
    expect(titlesOf(await ana.get(collection))).toEqual(['A', 'B']);
  });

  it('says which collections a resource stands in', async () => {
    const { collection, links } = await collectionOf('Holding it', ['Held']);
    const { body } = await ana.get(links[0] ?? '');

    expect(body).toContain(`href="${collection}"`);
    expect(body).toContain('In collections');
  });

  it('takes a resource from its own page', async () => {
    const { collection } = await collectionOf('Open to more', ['First']);
    const link = await shareLink(ana, home, { title: 'From its page' });
    const page = await ben.get(link);
    const answer = await ben.press(page, `${link}/collections`, { collection: idOf(collection) });
    expect(answer.status).toBe(303);

    expect(titlesOf(await ana.get(collection))).toEqual(['First', 'From its page']);
    const carlas = await carla.get(link);
    expect(carlas.body).not.toContain('Open to more</option>');
  });

  it('is changed by its maker and facilitators, and by nobody else', async () => {
    const { collection, links } = await collectionOf('Not for all', ['Only']);
    expect((await carla.get(`${collection}/items`)).status).toBe(403);
    expect((await carla.get(`${collection}/edit`)).status).toBe(403);
    const mine = await carla.get('/me');
    const resource = idOf(links[0] ?? '');
    const inVain = await carla.press(
      mine,
      '/me',
      { act: 'remove', resource },
      `${collection}/items`,
    );
    expect(inVain.status).toBe(403);

    const form = await ana.get(`${collection}/edit`);
    const words = { title: 'By another name', about: 'Begin at the **top**.' };
    await ana.press(form, collection, words);
    const { body } = await carla.get(collection);
    expect(body).toContain('By another name');
    expect(body).toContain('Begin at the <strong>top</strong>.');
    const refused = await ana.press(form, collection, { title: ' ', about: 'Kept' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('Kept');
  });

  it('holds nothing of another community, and nothing that was withdrawn', async () => {
    const { collection, links } = await collectionOf('Of ours', ['Stays', 'Goes']);
    const foreign = '00000000-0000-4000-8000-000000000000';
    expect((await arrange(ben, collection, { act: 'add', resource: foreign })).status).toBe(404);
    const goes = links[1] ?? '';
    await ben.press(await ben.get(goes), `${goes}/standing`, { standing: 'withdrawn' });

    expect(titlesOf(await ana.get(collection))).toEqual(['Stays']);
    expect((await ben.get(`${collection}/items`)).body).toContain('nobody else sees it here');
  });

  it('is withdrawn and shown again; what a facilitator withdrew, a facilitator brings back', async () => {
    const { collection } = await collectionOf('Comes and goes', ['Thing']);
    const standing = `${collection}/standing`;
    await ben.press(await ben.get(collection), standing, { standing: 'withdrawn' });
    expect((await carla.get(collection)).status).toBe(404);
    expect((await carla.get(`${home}/collections`)).body).not.toContain('Comes and goes');
    expect((await ben.get(`${home}/collections?show=withdrawn`)).body).toContain('Comes and goes');
    await ben.press(await ben.get(collection), standing, { standing: 'shown' });
    expect((await carla.get(`${home}/collections`)).body).toContain('Comes and goes');

    await ana.press(await ana.get(collection), standing, { standing: 'withdrawn' });
    expect((await ben.get(collection)).body).toContain('A facilitator withdrew it');
    const inVain = await ben.press(await ben.get('/me'), '/me', { standing: 'shown' }, standing);
    expect(inVain.status).toBe(403);
  });

  it('stands in the record of what was done', async () => {
    const { collection, links } = await collectionOf('On record', ['Noted']);
    await arrange(ben, collection, { act: 'up', resource: links[0] ?? '' });
    const deeds = await world.house.database.within(world.organizationId, (tx) =>
      tx
        .selectFrom('activity')
        .select(['verb', 'objectKind'])
        .where('objectId', '=', idOf(collection))
        .orderBy('id')
        .execute(),
    );

    expect(deeds).toEqual([
      { verb: 'collected', objectKind: 'collection' },
      { verb: 'arranged', objectKind: 'collection' },
    ]);
  });

  it('is hidden from those outside', async () => {
    const { collection } = await collectionOf('Inside', ['Inner']);
    const cleo = await world.cleo();

    expect((await cleo.get(collection)).status).toBe(404);
    expect((await cleo.get(`${home}/collections`)).status).toBe(404);
  });
});

describe('a collection placed in a course', () => {
  const deepLinking = { message: 'deep linking', role: 'instructor' } as const;

  it('is offered by its title, and opened by whoever launches it', async () => {
    const { collection } = await collectionOf('Night shift, from the start', ['Lamp']);
    const { arrived } = await world.launch({ ...deepLinking, course: tutors });
    const choice = `collection_${idOf(home)}_${idOf(collection)}`;
    expect(arrived.body).toContain(`value="${choice}"`);

    const custom = {
      guildhall_view: 'collection',
      guildhall_community: idOf(home),
      guildhall_collection: idOf(collection),
    };
    const opened = await world.launch({
      person: aMember,
      role: 'learner',
      course: tutors,
      targetLinkUri: `${world.house.url}/lti/launch`,
      claims: { [lti('custom')]: custom },
    });
    expect(opened.arrived.url.pathname).toBe(collection);
    expect(opened.arrived.body).toContain('Lamp');
  });

  it('is found by words of its title, whatever case and accents', async () => {
    const { collection } = await collectionOf('Guía de la Noche', ['Luz']);
    const { arrived, press } = await world.launch({ ...deepLinking, course: tutors });
    const found = await press(
      arrived,
      '/deep-linking',
      { words: 'noche guia' },
      '/deep-linking/offers',
    );

    expect(found.body).toContain(`collection_${idOf(home)}_${idOf(collection)}`);
    expect(found.body).not.toContain('Night shift');
  });

  it('that was withdrawn leads to the community and is offered no more', async () => {
    const { collection } = await collectionOf('Short of life', ['Wick']);
    const standing = { standing: 'withdrawn' };
    await ben.press(await ben.get(collection), `${collection}/standing`, standing);
    const { arrived } = await world.launch({ ...deepLinking, course: tutors });

    expect(arrived.body).not.toContain('Short of life');
  });
});

describe('the order of a collection', () => {
  const ids = ['a', 'b', 'c'];

  it.each([
    [{ act: 'place', resource: 'c', before: 'a' }, 'cab'],
    [{ act: 'place', resource: 'a', before: null }, 'bca'],
    [{ act: 'place', resource: 'a', before: 'z' }, 'bca'],
    [{ act: 'up', resource: 'a' }, 'abc'],
    [{ act: 'down', resource: 'c' }, 'abc'],
    [{ act: 'remove', resource: 'z' }, 'abc'],
    [{ act: 'add', resource: 'z' }, 'abcz'],
  ] as const)('after %o is %s', (wish, order) => {
    expect(arranged(ids, wish).join('')).toBe(order);
  });
});
