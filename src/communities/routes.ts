import { Router } from 'express';
import type { Database } from '../db/index.ts';
import { acceptCharter, charterFormPage, charterPage, writeCharter } from './charter-routes.ts';
import type { RecordDeed } from './deed.ts';
import { chooseLevel, departFrom, membershipPage } from './membership-routes.ts';
import { communityPaths } from './paths.ts';
import { changeSettings, finishSetUp, settingsPage } from './settings-routes.ts';

/** A community's own pages: its charter, one's part in it, and its settings. */
export function communityRoutes(db: Database, record: RecordDeed): Router {
  const id = ':communityId';
  const router = Router();
  router.get(communityPaths.charter(id), charterPage(db));
  router.post(communityPaths.charter(id), writeCharter(db, record));
  router.get(communityPaths.charterForm(id), charterFormPage(db));
  router.post(communityPaths.acceptance(id), acceptCharter(db, record));
  router.get(communityPaths.membership(id), membershipPage(db));
  router.post(communityPaths.level(id), chooseLevel(db));
  router.post(communityPaths.departure(id), departFrom(db, record));
  router.get(communityPaths.settings(id), settingsPage(db));
  router.post(communityPaths.settings(id), changeSettings(db, record));
  router.post(communityPaths.setUpEnd(id), finishSetUp(db));
  return router;
}
