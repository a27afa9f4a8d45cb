import { renderMarkdown, rendererVersion } from '../../web/index.ts';
import { insertAll } from '../arrival-store.ts';
import { checkKnown } from '../arriving.ts';
import { AgendaItem } from './agenda.ts';
import { Collection } from './collections.ts';
import { wayIn } from './part.ts';
import { Story } from './stories.ts';

/** Resources in the order that somebody gave them. */
export const collectionsIn = wayIn({
  name: 'collections',
  line: Collection,
  check: ({ maker, items }, { known }) => {
    checkKnown(known.people, maker);
    checkKnown(known.resources, ...items);
  },
  keep: async (tx, { organizationId, communityId, idOf, wordsOf }, lines) => {
    const rows = lines.map(({ id, title, about, maker, createdAt, updatedAt }) => {
      const words = wordsOf(about);
      const html = words === '' ? '' : renderMarkdown(words);
      const said = { title, aboutSource: words, aboutHtml: html, rendererVersion };
      const owned = { organizationId, communityId, id: idOf(id), madeBy: idOf(maker) };
      return { ...owned, ...said, createdAt, updatedAt };
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

/** What members tell of what they used. */
export const storiesIn = wayIn({
  name: 'stories',
  line: Story,
  check: ({ of, teller }, { known }) => {
    checkKnown(known.people, teller);
    checkKnown(of.kind === 'post' ? known.posts : known.resources, of.id);
  },
  keep: (tx, { organizationId, communityId, idOf, wordsOf }, lines) =>
    insertAll(
      tx,
      'stories',
      lines.map(({ id, of, teller, tried, ...told }) => {
        const words = wordsOf(tried);
        const said = { triedSource: words, triedHtml: renderMarkdown(words), rendererVersion };
        const holder = { holderKind: of.kind, holderId: idOf(of.id) };
        const owned = { organizationId, communityId, id: idOf(id), toldBy: idOf(teller) };
        return { ...owned, ...holder, ...said, ...told };
      }),
    ),
});

/** What members want to learn, and how many do. */
export const agendaIn = wayIn({
  name: 'agenda',
  line: AgendaItem,
  check: ({ raiser }, { known }) => checkKnown(known.people, raiser),
  keep: (tx, { organizationId, communityId, idOf }, lines) =>
    insertAll(
      tx,
      'agendaItems',
      lines.map(({ id, raiser, ...item }) => ({
        organizationId,
        communityId,
        id: idOf(id),
        raisedBy: idOf(raiser),
        ...item,
      })),
    ),
});
