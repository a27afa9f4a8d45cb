import { inPages, type Leaving } from './leaving.ts';
import type { CommunityFacts } from './manifest.ts';
import { harmless, plain } from './markdown.ts';
import { documentPath, linkTo } from './naming.ts';
import { folders, reading, titles } from './refer.ts';

/** `README.md`: what is what in the archive. */
export async function* readMe(
  { words: t, madeAt }: Leaving,
  { name }: CommunityFacts,
): AsyncGenerator<string> {
  const day = madeAt.toISOString().slice(0, 10);
  yield `# ${plain(name)}\n\n${t('archive.doc.readMe.lede', { name: plain(name), day })}\n\n`;
  yield `[${t('archive.doc.readMe.begin')}](index.md)\n\n`;
  for (const line of ['documents', 'files', 'lines', 'manifest', 'links', 'missing', 'back'])
    yield `- ${t(`archive.doc.readMe.${line}`)}\n`;
}

const charterParts = ['activities', 'contributions', 'conduct', 'rhythm'] as const;

const sections = [
  { kind: 'article', title: 'knowledge.title' },
  { kind: 'thread', title: 'page.talk' },
  { kind: 'resource', title: 'library.title' },
  { kind: 'collection', title: 'collection.list.title' },
  { kind: 'story', title: 'story.list.title' },
] as const;

/** `index.md`: the community in its own words, and the way to everything. */
export async function* contentsOf(
  leaving: Leaving,
  community: CommunityFacts,
): AsyncGenerator<string> {
  const { words: t, db, organizationId } = leaving;
  yield `# ${plain(community.name)}\n\n${harmless(community.purpose)}\n\n`;
  const topics = community.topics.map(({ name }) => plain(name));
  if (topics.length > 0) yield `${t('community.topics')}: ${topics.join(', ')}\n\n`;
  const texts = charterParts.map((part) => community[part]);
  const words = await db.within(organizationId, (tx) => reading(tx, leaving, texts, 0));
  for (const part of charterParts)
    if (community[part] !== '')
      yield `## ${t(`charter.parts.${part}`)}\n\n${words(community[part])}\n\n`;
  yield `## [${t('agenda.title')}](agenda.md)\n\n`;
  yield `## [${t('glossary.title')}](glossary.md)\n\n`;
  for (const { kind, title } of sections) {
    let isBegun = false;
    for await (const items of inPages(leaving, (tx, page) => titles[kind](tx, leaving, page))) {
      if (!isBegun) yield `## ${t(title)}\n\n`;
      isBegun = true;
      yield items
        .map(
          (item) => `- [${plain(item.title)}](${linkTo(documentPath(folders[kind], item), 0)})\n`,
        )
        .join('');
    }
    if (isBegun) yield '\n';
  }
}
