import type { Request } from 'express';
import { z } from 'zod';
import { may, memberOf, readerOf, type Member, type Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import type { PersonalSession, Session } from '../sessions/index.ts';
import { maySee, type Article } from './article.ts';
import { findArticle, lockArticle } from './article-store.ts';
import { isNamedReviewer } from './reviewer-store.ts';

/** The article of this address. @throws NotFound when there is none here, or it is not theirs to see */
async function articleFor(
  tx: Transaction,
  { community, personId, ...rest }: Reader,
  articleId: unknown,
): Promise<Article> {
  const id = z.uuid().safeParse(articleId).data;
  const article = id && (await findArticle(tx, id, personId));
  if (!article || article.communityId !== community.id) throw new NotFound('No such article here');
  if (!maySee(article, { community, personId, ...rest })) throw new NotFound('Not theirs to see');
  return article;
}

/** An article, and who reads it. @throws NotFound */
export async function readerAt(
  tx: Transaction,
  session: Session,
  params: Request['params'],
): Promise<{ reader: Reader; article: Article }> {
  const reader = await readerOf(tx, session, params['communityId']);
  return { reader, article: await articleFor(tx, reader, params['articleId']) };
}

/** An article, and the member who does something to it. */
export interface AtArticle {
  member: Member;
  article: Article;
}

/** @throws NotFound | Forbidden when they only read */
export async function memberAt(
  tx: Transaction,
  session: PersonalSession,
  params: Request['params'],
): Promise<AtArticle> {
  const member = await memberOf(tx, session, params['communityId']);
  return { member, article: await articleFor(tx, member, params['articleId']) };
}

/** The same article as it stands now, and until this transaction ends nobody else changes it. @throws NotFound */
export async function held(tx: Transaction, { member, article }: AtArticle): Promise<AtArticle> {
  await lockArticle(tx, article.id);
  return { member, article: await articleFor(tx, member, article.id) };
}

/** Whether they review what others write in this community. */
export async function isReviewer(
  tx: Transaction,
  { community, personId, role }: Reader,
): Promise<boolean> {
  if (may(role, 'moderate')) return true;
  if (role === 'visitor' || personId === null) return false;
  return isNamedReviewer(tx, { communityId: community.id, personId });
}
