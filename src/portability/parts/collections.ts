import { z } from 'zod';
import type { Transaction } from '../../db/index.ts';
import { inPages, noted, type Leaving, type Page } from '../leaving.ts';
import { Id, Moment } from '../manifest.ts';
import { frontMatter, plain } from '../markdown.ts';
import { documentPath, linkTo } from '../naming.ts';
import { folders, keeping, reading } from '../refer.ts';
import { personNames, resourceTitles } from '../target-store.ts';
import { collectionsLeaving } from './collection-store.ts';
import { textAlone, type Document } from './part.ts';
import { Reach } from './reach.ts';

/** Resources in an order that somebody gave them, as a line of an archive. */
export const Collection = z.object({
  id: Id,
  title: z.string().min(1).max(255),
  about: z.string().max(40_000),
  maker: Id,
  reach: Reach,
  items: z.array(Id).max(10_000),
  createdAt: Moment,
  updatedAt: Moment,
});
export type Collection = z.infer<typeof Collection>;

async function collectionLines(
  tx: Transaction,
  leaving: Leaving,
  page: Page,
): Promise<Collection[]> {
  const rows = await collectionsLeaving(tx, leaving, page);
  const keep = await keeping(
    tx,
    leaving,
    rows.map(({ aboutSource }) => aboutSource),
  );
  return rows.map(({ aboutSource, madeBy, ...row }) => ({
    ...row,
    about: keep(aboutSource),
    maker: noted(leaving, madeBy),
  }));
}

export const leaveCollections = (leaving: Leaving): AsyncGenerator<Collection[]> =>
  inPages(leaving, (tx, page) => collectionLines(tx, leaving, page));

async function documentsOf(
  tx: Transaction,
  leaving: Leaving,
  lines: readonly Collection[],
): Promise<(Document & { id: string })[]> {
  const names = await personNames(
    tx,
    lines.map(({ maker }) => maker),
  );
  const titles = await resourceTitles(tx, leaving, { ids: lines.flatMap(({ items }) => items) });
  const resources = new Map(titles.map((resource) => [resource.id, resource]));
  const words = await reading(
    tx,
    leaving,
    lines.map(({ about }) => about),
  );
  return lines.map((line) => {
    const { id, title, maker, createdAt } = line;
    const madeBy = names.get(maker) ?? leaving.words('person.unnamed');
    const items = line.items.map((item, index) => {
      const resource = resources.get(item) ?? { id: item, title: '' };
      const link = linkTo(documentPath(folders.resource, resource), 1);
      return `${index + 1}. [${plain(resource.title)}](${link})\n`;
    });
    const text = `${frontMatter({ title, madeBy, date: createdAt, id })}# ${plain(title)}\n\n${words(line.about)}\n\n${items.join('')}`;
    return { id, title, path: documentPath(folders.collection, line), content: textAlone(text) };
  });
}

/** A document for each collection. */
export async function* collectionDocuments(leaving: Leaving): AsyncGenerator<Document> {
  const pages = inPages(leaving, async (tx, page) =>
    documentsOf(tx, leaving, await collectionLines(tx, leaving, page)),
  );
  for await (const documents of pages) yield* documents;
}
