import { mayPublish } from './article.ts';
import { knowledgePaths } from './paths.ts';
import type { AtArticle } from './place.ts';

/** Where a member's unsaved change of an article is kept. */
export const draftOf = (articleId: string) => `article:edit:${articleId}`;

/** What a form to change an article needs, whatever it holds. */
export function formFor({ member, article }: AtArticle) {
  const { id } = member.community;
  const isReviewer = mayPublish(article, member);
  return {
    section: 'knowledge',
    reader: member,
    article,
    draft: draftOf(article.id),
    action: knowledgePaths.article(id, article.id),
    mayPublish: isReviewer,
    mayKeep: isReviewer || article.publishedNo === null,
  };
}
