import { Router } from 'express';
import type { Database } from '../db/index.ts';
import { editForm, saveTerm } from './edit-page.ts';
import { createTerm, glossaryPage } from './list-page.ts';
import { glossaryPaths as paths } from './paths.ts';
import { removalPage, takeOut } from './removal-page.ts';

/** What a community means by its words. A request passes them before it could be taken for one of an article. */
export function glossaryRoutes(house: { db: Database }): Router {
  const [community, term] = [':communityId', ':termId'] as const;
  const router = Router();
  router.get(paths.list(community), glossaryPage(house));
  router.post(paths.list(community), createTerm(house));
  router.get(paths.term(community, term), editForm(house));
  router.post(paths.term(community, term), saveTerm(house));
  router.get(paths.removal(community, term), removalPage(house));
  router.post(paths.removal(community, term), takeOut(house));
  return router;
}
