import { give, picture } from '../files.ts';
import { collect, relate, replaceFile, shareFile, shareLink } from '../library.ts';
import { begin } from '../talk.ts';
import { pressEmpty, quiet, unbroken, wideWords, type Cast, type Pages } from './cast.ts';

/** A link that the learner shared, in words that are hard to lay out. */
export function sharedLink({ learner, home }: Cast): Promise<string> {
  const url = `https://example.org/${unbroken}`;
  const licence = { licence: 'other', licenceWords: unbroken };
  return shareLink(learner, home, { url, title: unbroken, why: wideWords, ...licence });
}

/** A collection of the learner's, of two links, in words that are hard to lay out. */
async function filledCollection(cast: Cast): Promise<string> {
  const { learner, home } = cast;
  const collection = await collect(learner, home, { title: unbroken, about: wideWords });
  const path = `${collection}/items`;
  for (const resource of [await sharedLink(cast), await sharedLink(cast)]) {
    const add = { act: 'add', resource: resource.split('/').at(-1) };
    await learner.press(await learner.get(path), path, add);
  }
  return collection;
}

/** Lets the whole organization see what the learner made. @returns where it does */
async function opened({ teacher, outsider }: Cast, path: string) {
  await teacher.press(await teacher.get(path), `${path}/reach`, { wish: 'widen' });
  const id = path.split('/').at(-1);
  return outsider.get(path.includes('/library/') ? `/resources/${id}` : `/collections/${id}`);
}

export const resourcesPages: Pages = {
  'resources/shared': async (cast) => opened(cast, await sharedLink(cast)),
  'resources/shared-collection': async (cast) => {
    const { learner } = cast;
    const collection = await filledCollection(cast);
    const resource = await sharedLink(cast);
    const path = `${collection}/items`;
    const add = { act: 'add', resource: resource.split('/').at(-1) };
    await learner.press(await learner.get(path), path, add);
    await opened(cast, resource);
    return opened(cast, collection);
  },
  'resources/shared-collection, empty': async (cast) =>
    opened(cast, await collect(cast.learner, cast.home, { title: unbroken })),
  'resources/library': async (cast) => {
    await sharedLink(cast);
    return cast.learner.get(`${cast.home}/library`);
  },
  'resources/library, as a gallery, to a facilitator': ({ teacher, home }) =>
    teacher.get(`${home}/library?face=gallery&order=thanked`),
  'resources/library, empty': ({ learner, home }) =>
    learner.get(`${home}/library?show=withdrawn&kind=video`),
  'resources/attachments': async (cast) => {
    const { world, learner, home } = cast;
    const body = await give(world, learner, home, await picture(`${unbroken}.png`));
    await begin(learner, home, { title: unbroken, body });
    return learner.get(`${home}/library?show=attachments`);
  },
  'resources/attachments, empty': async ({ comes }) => {
    const visitor = await comes({ role: 'instructor', course: quiet });
    return visitor.get(`${visitor.arrived.url.pathname}/library?show=attachments`);
  },
  'resources/many': async (cast) => {
    const ids = (await sharedLink(cast)).split('/').at(-1);
    return cast.teacher.get(`${cast.home}/library/many?act=topic&ids=${ids}`);
  },
  'resources/many, with nothing ticked': ({ teacher, home }) =>
    teacher.get(`${home}/library/many?act=withdraw`),
  'resources/changed': async (cast) => {
    const { teacher, home } = cast;
    const many = `${home}/library/many`;
    const ids = (await sharedLink(cast)).split('/').at(-1);
    const form = await teacher.get(`${many}?act=withdraw&ids=${ids}`);
    const done = await teacher.press(form, many, { act: 'withdraw', ids });
    return teacher.get(done.location?.pathname ?? '');
  },
  'resources/new': ({ learner, home }) => learner.get(`${home}/library/new`),
  'resources/new, with errors': ({ learner, home }) =>
    pressEmpty(
      learner,
      `${home}/library/new`,
      ['what', 'title', 'why', 'licence'],
      `${home}/library`,
    ),
  'resources/edit': async (cast) => cast.learner.get(`${await sharedLink(cast)}/edit`),
  'resources/edit, with errors': async (cast) => {
    const resource = await sharedLink(cast);
    return pressEmpty(cast.learner, `${resource}/edit`, ['url', 'title', 'why'], resource);
  },
  'resources/show': async (cast) => {
    const resource = await sharedLink(cast);
    await cast.teacher.press(await cast.teacher.get(resource), `${resource}/thanks`, {
      wish: 'give',
    });
    return cast.teacher.get(resource);
  },
  'resources/show, withdrawn': async (cast) => {
    const { teacher, learner } = cast;
    const resource = await sharedLink(cast);
    const standing = 'withdrawn';
    await teacher.press(await teacher.get(resource), `${resource}/standing`, { standing });
    return learner.get(resource);
  },
  'resources/show, of a link that is dead': async (cast) => {
    const { world, learner } = cast;
    const resource = await sharedLink(cast);
    await world.house.database.within(world.organizationId, (tx) =>
      tx
        .updateTable('linkPreviews')
        .set({ state: 'dead', title: unbroken, site: unbroken, lookedAt: new Date() })
        .where('resourceId', '=', resource.split('/').at(-1) ?? '')
        .execute(),
    );
    return learner.get(resource);
  },
  'resources/show, of a file': async (cast) => {
    const { world, teacher, home } = cast;
    return teacher.get(await shareFile(world, teacher, home, await picture(`${unbroken}.png`)));
  },
  'resources/show, replaced, related, with all that it can say': async (cast) => {
    const { learner, teacher, home } = cast;
    const said = { when: wideWords, how: wideWords, example: unbroken, evidence: wideWords };
    const old = await shareLink(learner, home, { title: unbroken, ...said });
    await relate(teacher, old, { as: 'newer', other: await sharedLink(cast) });
    await relate(teacher, old, { as: 'related', other: await sharedLink(cast) });
    await teacher.press(await teacher.get(old), `${old}/review`, { wish: 'give' });
    return teacher.get(old);
  },
  'resources/edit, with all that it can say': async ({ learner, home }) => {
    const said = { when: wideWords, how: wideWords, example: unbroken, evidence: wideWords };
    return learner.get(`${await shareLink(learner, home, { title: unbroken, ...said })}/edit`);
  },
  'resources/relations': async (cast) => {
    const old = await sharedLink(cast);
    await relate(cast.learner, old, { as: 'newer', other: await sharedLink(cast) });
    await relate(cast.learner, old, { as: 'related', other: await sharedLink(cast) });
    return cast.learner.get(`${old}/relations`);
  },
  'resources/relations, with errors': async (cast) => {
    const path = `${await sharedLink(cast)}/relations`;
    return pressEmpty(cast.learner, path, ['other']);
  },
  'resources/relations, nothing found': async (cast) =>
    cast.learner.get(`${await sharedLink(cast)}/relations?words=zzz`),
  'resources/versions': async (cast) => {
    const { world, learner, teacher, home } = cast;
    const resource = await shareFile(world, learner, home, await picture(`${unbroken}.png`));
    const file = await picture(`${unbroken.slice(0, 200)}.png`);
    await replaceFile(world, learner, resource, { file, note: wideWords.slice(0, 2000) });
    const back = await teacher.get(`${resource}/versions`);
    await teacher.press(back, `${resource}/versions/return`, { versionNo: '1' });
    return learner.get(`${resource}/versions`);
  },
  'resources/versions, with one version': async (cast) => {
    const { world, learner, home } = cast;
    const resource = await shareFile(world, learner, home, await picture());
    return learner.get(`${resource}/versions`);
  },
  'resources/versions, with errors': async (cast) => {
    const { world, learner, home } = cast;
    const path = `${await shareFile(world, learner, home, await picture())}/versions`;
    return pressEmpty(learner, path, ['note']);
  },
  'resources/collections': async (cast) => {
    await filledCollection(cast);
    return cast.learner.get(`${cast.home}/collections`);
  },
  'resources/collections, empty': ({ learner, home }) =>
    learner.get(`${home}/collections?show=withdrawn`),
  'resources/collection': async (cast) => cast.learner.get(await filledCollection(cast)),
  'resources/collection, empty': async ({ learner, home }) =>
    learner.get(await collect(learner, home, { title: unbroken })),
  'resources/collection, withdrawn': async (cast) => {
    const { learner, teacher } = cast;
    const path = await filledCollection(cast);
    const standing = 'withdrawn';
    await teacher.press(await teacher.get(path), `${path}/standing`, { standing });
    return learner.get(path);
  },
  'resources/collect': ({ learner, home }) => learner.get(`${home}/collections/new`),
  'resources/collect, with errors': ({ learner, home }) =>
    pressEmpty(learner, `${home}/collections/new`, ['title'], `${home}/collections`),
  'resources/collect, to change': async (cast) =>
    cast.learner.get(`${await filledCollection(cast)}/edit`),
  'resources/arrange': async (cast) => cast.learner.get(`${await filledCollection(cast)}/items`),
  'resources/arrange, empty': async ({ learner, home }) =>
    learner.get(`${await collect(learner, home, { title: unbroken })}/items?words=zzz`),
};
