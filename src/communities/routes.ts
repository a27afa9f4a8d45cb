import { Router } from 'express';
import type { Database } from '../db/index.ts';
import { acceptCharter, charterFormPage, charterPage, writeCharter } from './charter-routes.ts';
import type { RecordDeed } from './deed.ts';
import { chooseLevel, departFrom, membershipPage } from './membership-routes.ts';
import { communityPaths } from './paths.ts';
import {
  answerAsking,
  askToLead,
  nominationFormPage,
  takeAskingBack,
} from './nomination-routes.ts';
import { peopleLike } from './people-like.ts';
import { peoplePage } from './people-routes.ts';
import { changeSettings, finishSetUp, settingsPage } from './settings-routes.ts';
import { endSponsorship, nameSponsor, sponsorFormPage } from './sponsor-routes.ts';
import { changeTerm, termPage } from './term-routes.ts';

/** A community's own pages: its charter, its people and roles, one's part in it, and its settings. */
export function communityRoutes(house: {
  db: Database;
  record: RecordDeed;
  now: () => Date;
}): Router {
  const { db, record } = house;
  const id = ':communityId';
  const router = Router();
  router.get(communityPaths.charter(id), charterPage(db));
  router.post(communityPaths.charter(id), writeCharter(db, record));
  router.get(communityPaths.charterForm(id), charterFormPage(db));
  router.post(communityPaths.acceptance(id), acceptCharter(db, record));
  router.get(communityPaths.membership(id), membershipPage(db));
  router.post(communityPaths.level(id), chooseLevel(db));
  router.post(communityPaths.departure(id), departFrom(db, record));
  router.get(communityPaths.people(id), peoplePage(db));
  router.get(communityPaths.peopleLike(id), peopleLike(db));
  router.get(communityPaths.settings(id), settingsPage(db));
  router.post(communityPaths.settings(id), changeSettings(db, record));
  router.get(communityPaths.term(id), termPage(house));
  router.post(communityPaths.term(id), changeTerm(house));
  const nomination = ':nominationId';
  router.get(communityPaths.nominationForm(id), nominationFormPage(house));
  router.post(communityPaths.nominations(id), askToLead(house));
  router.post(communityPaths.nominationAnswer(id, nomination), answerAsking(house));
  router.post(communityPaths.nominationWithdrawal(id, nomination), takeAskingBack(house));
  router.get(communityPaths.sponsorForm(id), sponsorFormPage(house));
  router.post(communityPaths.sponsors(id), nameSponsor(house));
  router.post(communityPaths.sponsorshipEnd(id, ':personId'), endSponsorship(house));
  router.post(communityPaths.setUpEnd(id), finishSetUp(db));
  return router;
}
