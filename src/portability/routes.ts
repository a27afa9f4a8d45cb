import { Router } from 'express';
import { archivePage } from './archive-page.ts';
import { portabilityPaths } from './paths.ts';
import { sendArchive, type TakingAway } from './send-archive.ts';

/** A whole community leaves, and comes in elsewhere. */
export function portabilityRoutes(house: TakingAway): Router {
  const router = Router();
  router.get(portabilityPaths.archive(':communityId'), archivePage(house));
  router.get(portabilityPaths.download(':communityId'), sendArchive(house));
  return router;
}
