import { Router } from 'express';
import { archivePage } from './archive-page.ts';
import { beginImport, bring, bringForm, importPage, type Bringing } from './import-pages.ts';
import { portabilityPaths } from './paths.ts';
import { sendArchive, type TakingAway } from './send-archive.ts';

/** A whole community leaves. */
export function portabilityRoutes(house: TakingAway): Router {
  const router = Router();
  router.get(portabilityPaths.archive(':communityId'), archivePage(house));
  router.get(portabilityPaths.download(':communityId'), sendArchive(house));
  return router;
}

/** And comes in elsewhere. */
export function arrivalRoutes(house: Bringing): Router {
  const router = Router();
  router.get(portabilityPaths.bring, bringForm(house));
  router.post(portabilityPaths.imports, bring(house));
  router.get(portabilityPaths.import(':importId'), importPage(house));
  router.post(portabilityPaths.import(':importId'), beginImport(house));
  return router;
}
