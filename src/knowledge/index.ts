export { arrange } from './arrange-section.ts';
export { articleKinds } from './article.ts';
export {
  articlesToCheck,
  articlesUnowned,
  articlesWanting,
  reachAsked,
  reviewsAsked,
} from './care.ts';
export { mayReadArticle, mayReadHead } from './may-read-article.ts';
export type { FindSources } from './made-of.ts';
export { moveKnowledge } from './move-knowledge.ts';
export type { FindRelated } from './related.ts';
export { articlesNamed } from './named.ts';
export { knowledgePaths } from './paths.ts';
export { isReviewer } from './place.ts';
export { renderArticlesAnew } from './render-anew.ts';
export { knowledgeRoutes } from './routes.ts';
export { mostDepth } from './section.ts';
export { deleteOwner, insertOwner } from './owner-store.ts';
export { sectionsOf } from './section-store.ts';
export { tasksOf } from './tasks.ts';
export type { FindTerms } from './terms.ts';
export { articlesTitled, findShownArticle } from './title-store.ts';
export { createArticleDraft, write } from './write.ts';
