import type { Member, Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { mayPlace, mayPublish, type Article } from './article.ts';
import { findReachAsked, type ReachAsked } from './reach-store.ts';
import { findRevision } from './revision-store.ts';

/** Who may read an article, and what this reader may do about that. */
export interface ReachShown {
  isForEverybody: boolean;
  /** What they may wish: to have it for the community alone, to ask for everybody, to let everybody, or not now. */
  wishes: ReachWish[];
  asked: ReachAsked | null;
  isTheirs: boolean;
}

export const reachWishes = ['narrow', 'ask', 'widen', 'decline'] as const;
export type ReachWish = (typeof reachWishes)[number];

/** Whether a second pair of eyes looks: those of a reviewer who neither wrote what everybody reads, nor asked. */
async function isSecondPair(
  tx: Transaction,
  article: Article,
  { personId, asked }: { personId: string | null; asked: ReachAsked | null },
): Promise<boolean> {
  if (asked) return asked.askedBy !== personId;
  const published =
    article.publishedNo && (await findRevision(tx, article.id, article.publishedNo));
  return published ? published.writerId !== personId : false;
}

async function wishesOf(
  tx: Transaction,
  { reader, article }: { reader: Reader | Member; article: Article },
  asked: ReachAsked | null,
): Promise<ReachWish[]> {
  const isReadable = article.publishedNo !== null && article.standing === 'shown';
  if (!mayPlace(article, reader)) return [];
  if (article.reach === 'organization') return ['narrow'];
  if (!isReadable) return [];
  const decides =
    mayPublish(article, reader) &&
    (await isSecondPair(tx, article, { personId: reader.personId, asked }));
  if (decides) return asked ? ['widen', 'decline'] : ['widen'];
  return asked ? [] : ['ask'];
}

export async function reachShown(
  tx: Transaction,
  place: { reader: Reader | Member; article: Article },
): Promise<ReachShown> {
  const asked = await findReachAsked(tx, place.article.id);
  return {
    isForEverybody: place.article.reach === 'organization',
    wishes: await wishesOf(tx, place, asked),
    asked,
    isTheirs: asked !== null && asked.askedBy === place.reader.personId,
  };
}
