import { Router } from 'express';
import type { Database } from '../db/index.ts';
import { ownPracticePage } from './own-practice-page.ts';
import { insightPaths } from './paths.ts';

export function insightRoutes({ db, now }: { db: Database; now: () => Date }): Router {
  const router = Router();
  router.get(insightPaths.ownPractice, ownPracticePage(db, now));
  return router;
}
