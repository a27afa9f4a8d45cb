import { readerOf } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import type { Holder } from '../files/index.ts';
import type { Session } from '../sessions/index.ts';
import { isForEverybody, maySee, maySeeHead } from './article.ts';
import { findArticle } from './article-store.ts';

/** What of an article this visit may see, wherever it stands by now. */
async function sightOf(tx: Transaction, session: Session, id: string) {
  const article = await findArticle(tx, id, session.personId);
  if (!article) return { isSeen: false, isHeadSeen: false };
  const isShared = isForEverybody(article);
  try {
    const reader = await readerOf(tx, session, article.communityId);
    const isSeen = maySee(article, reader);
    return { isSeen: isSeen || isShared, isHeadSeen: isSeen && maySeeHead(article, reader) };
  } catch (error) {
    if (error instanceof NotFound) return { isSeen: isShared, isHeadSeen: false };
    throw error;
  }
}

/** Whether this visit may read the article, and with it the files that it shows. */
export async function mayReadArticle(
  tx: Transaction,
  session: Session,
  { id }: Pick<Holder, 'id'>,
): Promise<boolean> {
  return (await sightOf(tx, session, id)).isSeen;
}

/** Whether this visit may read the latest words of the article, published or not, and the files that they show. */
export async function mayReadHead(
  tx: Transaction,
  session: Session,
  { id }: Pick<Holder, 'id'>,
): Promise<boolean> {
  return (await sightOf(tx, session, id)).isHeadSeen;
}
