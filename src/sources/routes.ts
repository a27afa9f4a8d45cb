import { Router } from 'express';
import { choosePosts, type Making } from './choose-page.ts';
import { makeArticle } from './make-article.ts';
import { sourcePaths } from './paths.ts';

/** Making articles of what was said. */
export function sourceRoutes(making: Making): Router {
  const router = Router();
  const path = sourcePaths.choice(':communityId', ':threadId');
  router.get(path, choosePosts(making));
  router.post(path, makeArticle(making));
  return router;
}
