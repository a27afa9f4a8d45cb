export { articlesToCheck, articlesUnowned, reviewsAsked } from './care.ts';
export { mayReadArticle, mayReadHead } from './may-read-article.ts';
export { moveKnowledge } from './move-knowledge.ts';
export { articlesNamed } from './named.ts';
export { knowledgePaths } from './paths.ts';
export { renderArticlesAnew } from './render-anew.ts';
export { knowledgeRoutes } from './routes.ts';
export { tasksOf } from './tasks.ts';
export { createArticleDraft } from './write.ts';
