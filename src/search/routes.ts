import { Router } from 'express';
import { searchCommunity, searchEverywhere, type Searching } from './page.ts';
import { searchPaths } from './paths.ts';

/** The pages that find things. */
export function searchRoutes(searching: Searching): Router {
  const router = Router();
  router.get(searchPaths.everywhere(), searchEverywhere(searching));
  router.get(searchPaths.community(':communityId'), searchCommunity(searching));
  return router;
}
