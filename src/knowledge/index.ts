export { mayReadArticle, mayReadHead } from './may-read-article.ts';
export { moveKnowledge } from './move-knowledge.ts';
export { renderArticlesAnew } from './render-anew.ts';
export { knowledgeRoutes } from './routes.ts';
