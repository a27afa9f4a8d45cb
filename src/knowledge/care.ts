import { z } from 'zod';
import type { CareItem, CareSection } from '../communities/index.ts';
import { overdueArticles, unownedArticles, wantingArticles } from './care-store.ts';
import { unsettledArticles } from './list-store.ts';
import { knowledgePaths } from './paths.ts';

const idAfter = z.uuid().nullable().catch(null);

/** Words that wait for a review. */
export const reviewsAsked: CareSection = {
  name: 'reviews',
  title: 'care.reviews.title',
  hint: 'care.reviews.hint',
  waits: true,
  find: async (tx, { community: { id: communityId } }, { after, limit }) => {
    const page = { after: idAfter.parse(after), limit, isAsked: true };
    const found = await unsettledArticles(tx, { communityId, theirs: null }, page);
    return found.map((article): CareItem => ({
      id: article.id,
      after: article.id,
      person: { name: article.writerName },
      title: article.title,
      path: knowledgePaths.waiting(communityId, article.id),
      moment: article.createdAt,
    }));
  },
};

/** Articles that somebody was to look at again by a day that has passed. */
export const articlesToCheck: CareSection = {
  name: 'articles-to-check',
  title: 'care.toCheck.title',
  hint: 'care.toCheck.hint',
  waits: false,
  find: async (tx, { community: { id: communityId }, now }, { after, limit }) => {
    const today = now.toISOString().slice(0, 10);
    const look = { communityId, ownerId: null, today };
    const found = await overdueArticles(tx, look, { after: idAfter.parse(after), limit });
    return found.map(({ id, title, nextCheckOn }): CareItem => ({
      id,
      after: id,
      title,
      path: knowledgePaths.article(communityId, id),
      facts: [{ text: 'care.toCheck.since', date: nextCheckOn }],
    }));
  },
};

/** Articles that nobody was ever there for; what people leave behind is listed by who they are. */
export const articlesUnowned: CareSection = {
  name: 'articles-unowned',
  title: 'care.unowned.title',
  hint: 'care.unowned.hint',
  waits: false,
  find: async (tx, { community: { id: communityId } }, { after, limit }) => {
    const page = { after: idAfter.parse(after), limit };
    const found = await unownedArticles(tx, communityId, page);
    return found.map(({ id, title }): CareItem => ({
      id,
      after: id,
      title,
      path: knowledgePaths.owners(communityId, id),
    }));
  },
};

/** Articles that readers miss something in, or that did not help in practice. */
export const articlesWanting: CareSection = {
  name: 'articles-wanting',
  title: 'care.wanting.title',
  hint: 'care.wanting.hint',
  waits: false,
  find: async (tx, { community: { id: communityId } }, { after, limit }) => {
    const look = { communityId, ownerId: null };
    const found = await wantingArticles(tx, look, { after: idAfter.parse(after), limit });
    return found.map(({ id, title, missing, stories }): CareItem => ({
      id,
      after: id,
      title,
      path: `${knowledgePaths.article(communityId, id)}#use`,
      facts: [
        ...(missing > 0 ? [{ text: 'care.wanting.missing', count: missing }] : []),
        ...(stories > 0 ? [{ text: 'care.wanting.stories', count: stories }] : []),
      ],
    }));
  },
};
