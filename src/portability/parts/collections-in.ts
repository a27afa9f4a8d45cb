import { renderMarkdown, rendererVersion } from '../../web/index.ts';
import { insertAll } from '../arrival-store.ts';
import { checkKnown } from '../arriving.ts';
import { Collection } from './collections.ts';
import { wayIn } from './part.ts';
import { askedOf } from './reach.ts';

/** Resources in the order that somebody gave them. */
export const collectionsIn = wayIn({
  name: 'collections',
  line: Collection,
  check: ({ maker, items }, { known }) => {
    checkKnown(known.people, maker);
    checkKnown(known.resources, ...items);
  },
  keep: async (tx, arriving, lines) => {
    const { organizationId, communityId, idOf, wordsOf } = arriving;
    const rows = lines.map(({ id, title, about, maker, reach, createdAt, updatedAt }) => {
      const words = wordsOf(about);
      const html = words === '' ? '' : renderMarkdown(words);
      const said = { title, aboutSource: words, aboutHtml: html, rendererVersion };
      const owned = { organizationId, communityId, id: idOf(id), madeBy: idOf(maker) };
      return { ...owned, ...said, ...askedOf(arriving, reach), createdAt, updatedAt };
    });
    await insertAll(tx, 'collections', rows);
    const items = lines.flatMap(({ id, items: resources }) =>
      [...new Set(resources)].map((resource, index) => ({
        organizationId,
        collectionId: idOf(id),
        resourceId: idOf(resource),
        position: index + 1,
      })),
    );
    await insertAll(tx, 'collectionItems', items);
  },
});
