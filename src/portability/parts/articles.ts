import { z } from 'zod';
import type { Transaction } from '../../db/index.ts';
import { inPages, noted, type Leaving, type Page } from '../leaving.ts';
import { Id, Moment } from '../manifest.ts';
import { frontMatter, plain } from '../markdown.ts';
import { documentPath } from '../naming.ts';
import { folders, keeping, reading } from '../refer.ts';
import { personNames, topicNames } from '../target-store.ts';
import { articlesLeaving, sectionsLeaving } from './article-store.ts';
import { textAlone, type Document } from './part.ts';
import { Reach } from './reach.ts';

/** A part of what the community knows, as a line of an archive. */
export const Section = z.object({
  id: Id,
  parent: Id.nullable(),
  title: z.string().min(1).max(255),
  position: z.int().min(1),
  createdAt: Moment,
});
export type Section = z.infer<typeof Section>;

/** An article as everybody reads it, as a line of an archive. */
export const Article = z.object({
  id: Id,
  section: Id.nullable(),
  position: z.int().min(1),
  kind: z.enum(['page', 'how-to', 'lesson', 'checklist', 'decision']),
  title: z.string().min(1).max(255),
  source: z.string().min(1).max(50_000),
  topic: Id.nullable(),
  reach: Reach,
  writer: Id,
  reason: z.string().max(500),
  publishedBy: Id,
  publishedAt: Moment,
  checkedBy: Id.nullable(),
  checkedAt: Moment.nullable(),
  nextCheckOn: z.iso.date().nullable(),
  owners: z.array(Id).max(1000),
  files: z.array(Id).max(1000),
  /** The posts that it was made of; archives made before there were such ties do not say. */
  madeOf: z
    .array(
      z.object({
        post: Id,
        /** Whether the post was worded otherwise then. */
        isChanged: z.boolean(),
      }),
    )
    .max(10_000)
    .default([]),
  createdAt: Moment,
  updatedAt: Moment,
});
export type Article = z.infer<typeof Article>;

export const leaveSections = (leaving: Leaving): AsyncGenerator<Section[]> =>
  inPages(leaving, (tx, page) => sectionsLeaving(tx, leaving, page));

/** Articles are longer than posts. */
const articlesAtOnce = 50;

async function articleLines(tx: Transaction, leaving: Leaving, page: Page): Promise<Article[]> {
  const rows = await articlesLeaving(tx, leaving, page);
  const keep = await keeping(
    tx,
    leaving,
    rows.map(({ source }) => source),
  );
  return rows.map((row) => ({
    ...row,
    source: keep(row.source),
    writer: noted(leaving, row.writer),
    publishedBy: noted(leaving, row.publishedBy),
    checkedBy: noted(leaving, row.checkedBy),
    owners: row.owners.map((id) => noted(leaving, id)),
    files: row.files.filter((id) => !leaving.lost.has(id)),
  }));
}

export const leaveArticles = (leaving: Leaving): AsyncGenerator<Article[]> =>
  inPages(leaving, (tx, page) => articleLines(tx, leaving, page), articlesAtOnce);

async function documentsOf(
  tx: Transaction,
  leaving: Leaving,
  lines: readonly Article[],
): Promise<(Document & { id: string })[]> {
  const names = await personNames(
    tx,
    lines.flatMap(({ writer, owners }) => [writer, ...owners]),
  );
  const topics = await topicNames(tx, leaving.communityId);
  const words = await reading(
    tx,
    leaving,
    lines.map(({ source }) => source),
  );
  const nameOf = (id: string) => names.get(id) ?? leaving.words('person.unnamed');
  return lines.map((line) => {
    const { id, title, kind, publishedAt, checkedAt, nextCheckOn } = line;
    const facts = frontMatter({
      title,
      kind,
      topic: topics.get(line.topic ?? '') ?? null,
      writer: nameOf(line.writer),
      owners: line.owners.map(nameOf),
      published: publishedAt,
      checked: checkedAt,
      nextCheck: nextCheckOn,
      id,
    });
    const text = `${facts}# ${plain(title)}\n\n${words(line.source)}\n`;
    return {
      id,
      title,
      path: documentPath(folders.article, { id, title }),
      content: textAlone(text),
    };
  });
}

/** A document for each article. */
export async function* articleDocuments(leaving: Leaving): AsyncGenerator<Document> {
  const pages = inPages(
    leaving,
    async (tx, page) => documentsOf(tx, leaving, await articleLines(tx, leaving, page)),
    articlesAtOnce,
  );
  for await (const documents of pages) yield* documents;
}
