import { Router } from 'express';
import type { Bringing } from './attach.ts';
import { bringDocuments, documentsForm, lookAtDocuments } from './bring-page.ts';
import { documentPaths as paths } from './paths.ts';

/** Documents that were written elsewhere become articles. */
export function documentRoutes(bringing: Bringing): Router {
  const router = Router();
  const community = ':communityId';
  router.get(paths.home(community), documentsForm(bringing));
  router.post(paths.home(community), lookAtDocuments(bringing));
  router.post(paths.articles(community), bringDocuments(bringing));
  return router;
}
