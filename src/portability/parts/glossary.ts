import { z } from 'zod';
import type { Transaction } from '../../db/index.ts';
import { inPages, type Leaving, type Page } from '../leaving.ts';
import { Id } from '../manifest.ts';
import { plain } from '../markdown.ts';
import { documentPath, linkTo } from '../naming.ts';
import { folders } from '../refer.ts';
import { articleTitles } from '../target-store.ts';
import { termsLeaving } from './glossary-store.ts';
import type { Document } from './part.ts';

/** A word and what the community means by it, as a line of an archive. Who worded it, nobody is shown. */
export const GlossaryTerm = z.object({
  id: Id,
  term: z.string().min(1).max(100),
  meaning: z.string().min(1).max(500),
  article: Id.nullable(),
});
export type GlossaryTerm = z.infer<typeof GlossaryTerm>;

export const leaveGlossary = (leaving: Leaving): AsyncGenerator<GlossaryTerm[]> =>
  inPages(leaving, (tx, page) => termsLeaving(tx, leaving, page));

async function entriesOf(tx: Transaction, leaving: Leaving, page: Page) {
  const terms = await termsLeaving(tx, leaving, page);
  const ids = terms.flatMap(({ article }) => article ?? []);
  const articles = await articleTitles(tx, leaving, { ids });
  return terms.map(({ id, term, meaning, article }) => {
    const more = articles.find((each) => each.id === article);
    const link = more && linkTo(documentPath(folders.article, more), 0);
    const after = link ? ` [${plain(more.title)}](${link})` : '';
    return { id, text: `- **${plain(term)}**: ${plain(meaning)}${after}\n` };
  });
}

async function* text(leaving: Leaving): AsyncGenerator<string> {
  yield `# ${leaving.words('glossary.title')}\n\n`;
  for await (const entries of inPages(leaving, (tx, page) => entriesOf(tx, leaving, page)))
    yield entries.map((entry) => entry.text).join('');
}

/** All of the glossary in one document. */
export async function* glossaryDocuments(leaving: Leaving): AsyncGenerator<Document> {
  yield { path: 'glossary.md', title: leaving.words('glossary.title'), content: text(leaving) };
}
