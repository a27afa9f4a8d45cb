import { z } from 'zod';
import type { Transaction } from '../../db/index.ts';
import { inPages, noted, type Leaving, type Page } from '../leaving.ts';
import { Id, Moment } from '../manifest.ts';
import { frontMatter, plain } from '../markdown.ts';
import { documentPath, linkTo } from '../naming.ts';
import { folders, keeping, numberWithout, reading } from '../refer.ts';
import { gapsOf, personNames } from '../target-store.ts';
import { textAlone, type Document } from './part.ts';
import { storiesLeaving } from './story-store.ts';

/** What a member says of something they used, as a line of an archive. */
export const Story = z.object({
  id: Id,
  of: z.object({ kind: z.enum(['resource', 'post', 'article']), id: Id }),
  teller: Id,
  outcome: z.enum(['worked', 'partly', 'not']),
  tried: z.string().min(1).max(40_000),
  numbers: z.string().max(500),
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable(),
  createdAt: Moment,
  updatedAt: Moment,
});
export type Story = z.infer<typeof Story>;

type Row = Awaited<ReturnType<typeof storiesLeaving>>[number];

async function storyRows(
  tx: Transaction,
  leaving: Leaving,
  page: Page,
): Promise<(Row & { line: Story })[]> {
  const rows = await storiesLeaving(tx, leaving, page);
  const keep = await keeping(
    tx,
    leaving,
    rows.map(({ triedSource }) => triedSource),
  );
  return rows.map((row) => {
    const { id, outcome, numbers, url, createdAt, updatedAt } = row;
    const told = { outcome, tried: keep(row.triedSource), numbers, url, createdAt, updatedAt };
    const of = { kind: row.holderKind, id: row.holderId };
    return { ...row, line: { id, of, teller: noted(leaving, row.toldBy), ...told } };
  });
}

export const leaveStories = (leaving: Leaving): AsyncGenerator<Story[]> =>
  inPages(leaving, async (tx, page) => {
    const rows = await storyRows(tx, leaving, page);
    return rows.map(({ line }) => line);
  });

async function documentsOf(
  tx: Transaction,
  leaving: Leaving,
  page: Page,
): Promise<(Document & { id: string })[]> {
  const rows = await storyRows(tx, leaving, page);
  const names = await personNames(
    tx,
    rows.map(({ toldBy }) => toldBy),
  );
  const words = await reading(
    tx,
    leaving,
    rows.map(({ line }) => line.tried),
  );
  const gaps = await gapsOf(
    tx,
    leaving,
    rows.flatMap(({ threadId }) => threadId ?? []),
  );
  const { words: t } = leaving;
  return rows.map(({ id, title, line, threadId, postNo, holderId }) => {
    const told = t(`story.outcomes.${line.outcome}`);
    const number = threadId && postNo ? numberWithout(gaps.get(threadId), postNo) : null;
    const kind = line.of.kind === 'post' ? 'thread' : line.of.kind;
    const of = documentPath(folders[kind], { id: threadId ?? holderId, title });
    const link = `[${plain(title)}](${linkTo(of, 1)}${number === null ? '' : `#post-${number}`})`;
    const facts = frontMatter({
      title,
      outcome: line.outcome,
      toldBy: names.get(line.teller) ?? t('person.unnamed'),
      date: line.createdAt,
      url: line.url,
      id,
    });
    const numbers = line.numbers === '' ? '' : `${plain(line.numbers)}\n\n`;
    const text = `${facts}# ${plain(title)}\n\n**${told}** · ${link}\n\n${words(line.tried)}\n\n${numbers}`;
    return {
      id,
      title,
      path: documentPath(folders.story, { id, title }),
      content: textAlone(text),
    };
  });
}

/** A document for each story. */
export async function* storyDocuments(leaving: Leaving): AsyncGenerator<Document> {
  for await (const documents of inPages(leaving, (tx, page) => documentsOf(tx, leaving, page)))
    yield* documents;
}
