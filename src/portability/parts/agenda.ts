import { z } from 'zod';
import { inPages, noted, type Leaving } from '../leaving.ts';
import { Count, Id, Moment } from '../manifest.ts';
import { plain } from '../markdown.ts';
import { agendaLeaving } from './agenda-store.ts';
import type { Document } from './part.ts';

/** An issue that members raised, as a line of an archive. */
export const AgendaItem = z.object({
  id: Id,
  title: z.string().min(1).max(255),
  raiser: Id,
  state: z.enum(['raised', 'exploring', 'settled']),
  votes: Count,
  createdAt: Moment,
});
export type AgendaItem = z.infer<typeof AgendaItem>;

export const leaveAgenda = (leaving: Leaving): AsyncGenerator<AgendaItem[]> =>
  inPages(leaving, async (tx, page) => {
    const rows = await agendaLeaving(tx, leaving, page);
    return rows.map(({ raisedBy, ...row }) => ({ ...row, raiser: noted(leaving, raisedBy) }));
  });

async function* text(leaving: Leaving): AsyncGenerator<string> {
  const { words: t } = leaving;
  yield `# ${t('agenda.title')}\n\n`;
  for await (const items of leaveAgenda(leaving))
    yield items
      .map(
        ({ title, state, votes }) =>
          `- [${state === 'settled' ? 'x' : ' '}] ${plain(title)} · ${t('archive.doc.votes', { number: votes })}\n`,
      )
      .join('');
}

/** All of the agenda in one document. */
export async function* agendaDocuments(leaving: Leaving): AsyncGenerator<Document> {
  yield { path: 'agenda.md', title: leaving.words('agenda.title'), content: text(leaving) };
}
