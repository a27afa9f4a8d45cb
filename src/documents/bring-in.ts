import type { Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { arrange, knowledgePaths, sectionsOf, write } from '../knowledge/index.ts';
import type { PlannedArticle } from './plan.ts';

/** The section at the end of these folders, made as far as it is not there. @throws Conflict where there is no room for it */
async function sectionFor(
  tx: Transaction,
  member: Member,
  folders: readonly string[],
): Promise<string | null> {
  let parent: string | null = null;
  for (const title of folders) {
    const sections = await sectionsOf(tx, member.community.id);
    const found = sections.find((each) => each.parentId === parent && each.title === title);
    parent = found?.id ?? (await arrange(tx, member, { act: 'add', title, parent }));
  }
  return parent;
}

/** Has a document become an article. @returns its path @throws Conflict | Forbidden */
export async function bringIn(
  tx: Transaction,
  member: Member,
  { article, wish }: { article: PlannedArticle; wish: 'publish' | 'draft' },
): Promise<string> {
  const { id, title, body, folders } = article;
  const section = await sectionFor(tx, member, folders);
  const words = { kind: 'page', title, body, section, topic: null, note: '' } as const;
  await write(tx, member, { ...words, wish }, id);
  return knowledgePaths.article(member.community.id, id);
}
