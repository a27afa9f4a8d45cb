import { recordBy } from '../activity/index.ts';
import type { Transaction } from '../db/index.ts';
import { shareUses } from '../files/index.ts';
import { updateChecked, updatePublished } from './article-store.ts';
import { inMonths } from './check.ts';
import type { AtArticle } from './place.ts';
import { insertPublication } from './revision-store.ts';

/**
 * Has everybody read this revision from now on, with its files. The caller holds the article and has seen that it is
 * theirs to publish. Whoever publishes has looked at it.
 */
export async function publish(
  tx: Transaction,
  { member, article }: AtArticle,
  { revisionNo, title }: { revisionNo: number; title: string },
): Promise<void> {
  const { organizationId, id: articleId } = article;
  const { personId } = member;
  await updatePublished(tx, articleId, { revisionNo, title });
  await insertPublication(tx, { organizationId, articleId, revisionNo, publishedBy: personId });
  await updateChecked(tx, articleId, { personId, nextCheckOn: inMonths(12, new Date()) });
  const id = articleId;
  await shareUses(tx, { from: { kind: 'article head', id }, into: { kind: 'article', id } });
  await recordBy(tx, member, { verb: 'published', objectKind: 'article', objectId: articleId });
}
