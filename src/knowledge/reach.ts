import type { Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { reachShown, type ReachShown } from '../reach/index.ts';
import { mayPlace, mayPublish, type Article } from './article.ts';
import { findRevision } from './revision-store.ts';

/** An article as something that may be for everybody, and how whoever looks stands to that. */
export async function openedArticle(
  tx: Transaction,
  { reader, article }: { reader: Reader; article: Article },
) {
  const { personId } = reader;
  const { id, reach, publishedNo, standing } = article;
  const published = publishedNo === null ? undefined : await findRevision(tx, id, publishedNo);
  return {
    opened: { kind: 'article', id } as const,
    sight: {
      personId,
      reach,
      isReadable: publishedNo !== null && standing === 'shown',
      mayAsk: mayPlace(article, reader),
      mayDecide: mayPublish(article, reader),
      isTheirWork: published === undefined || published.writerId === personId,
    },
  };
}

/** Who may read an article, and what this reader may do about that. */
export async function reachOfArticle(
  tx: Transaction,
  place: { reader: Reader; article: Article },
): Promise<ReachShown> {
  const { opened, sight } = await openedArticle(tx, place);
  return reachShown(tx, opened, sight);
}
