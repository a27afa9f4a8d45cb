import { Router } from 'express';
import type { Database } from '../db/index.ts';
import { choosePosts, makeArticle } from './choose-page.ts';
import { sourcePaths } from './paths.ts';

/** Making articles of what was said. */
export function sourceRoutes(making: { db: Database; publicUrl: URL }): Router {
  const router = Router();
  const path = sourcePaths.choice(':communityId', ':threadId');
  router.get(path, choosePosts(making));
  router.post(path, makeArticle(making));
  return router;
}
