import { Router } from 'express';
import type { Database } from '../db/index.ts';
import { sharedLibraryPath } from '../reach/index.ts';
import { libraryOfAll } from './library-page.ts';

/** What communities have for the whole organization. */
export function organizationRoutes({ db }: { db: Database }): Router {
  const router = Router();
  router.get(sharedLibraryPath, libraryOfAll(db));
  return router;
}
