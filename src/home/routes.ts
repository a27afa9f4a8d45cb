import { Router } from 'express';
import { communityPaths } from '../communities/index.ts';
import { coursePaths } from '../courses/index.ts';
import type { Database } from '../db/index.ts';
import { answerCourse, answerHelp, answerJoining } from './answers.ts';
import { careMark, carePage, careSectionPage } from './care.ts';
import { careSections } from './care-sections.ts';
import { askToComeHome, withdrawProposal } from './come-home.ts';
import { communityCourses, endCourse } from './community-courses.ts';
import { communityPage } from './community-page.ts';
import { beginSibling } from './copied-course.ts';
import { addCommunity, changeMapping, courseCommunities } from './course-communities.ts';
import { courseDoor } from './course-door.ts';
import { answerDeepLinking, deepLinkingPaths, searchOffers } from './deep-linking.ts';
import { explorePage } from './explore.ts';
import { helpOfferPage, offerHelp } from './help-offer.ts';
import { mergeCommunities, mergerPage } from './merge.ts';
import { myCommunities } from './my-communities.ts';
import { homePaths } from './paths.ts';
import { joinCommunity } from './public-face.ts';
import { rolesPage } from './roles-page.ts';
import { seedCommunity, seedPage } from './seed.ts';
import { nearPage, setUp, setUpPage } from './set-up.ts';

/** What needs several rooms, where a request meets it: courses, communities, and what facilitators look after. */
export function homeRoutes({
  db,
  now,
  linking,
}: {
  db: Database;
  now: () => Date;
  linking: Parameters<typeof answerDeepLinking>[0];
}): Router {
  const router = Router();
  router.get('/', myCommunities(db));
  router.get(communityPaths.explore, explorePage(db));
  router.post(deepLinkingPaths.answer, answerDeepLinking(linking));
  router.post(deepLinkingPaths.offers, searchOffers(linking));
  router.get(coursePaths.door(':courseId'), courseDoor(db));
  router.get(coursePaths.setUp(':courseId'), setUpPage(db));
  router.post(coursePaths.setUp(':courseId'), setUp(db, now));
  router.get(coursePaths.near(':courseId'), nearPage(db));
  router.post(coursePaths.home(':courseId'), askToComeHome(db));
  router.post(coursePaths.proposal(':courseId'), withdrawProposal(db));
  router.post(coursePaths.copy(':courseId'), beginSibling(db));
  router.get(coursePaths.communities(':courseId'), courseCommunities(db));
  router.post(coursePaths.communities(':courseId'), addCommunity(db));
  router.post(coursePaths.community(':courseId', ':communityId'), changeMapping(db));
  router.get(communityPaths.courses(':communityId'), communityCourses(db));
  router.post(communityPaths.course(':communityId', ':courseId'), endCourse(db));
  const care = { db, sections: careSections, now };
  router.use(communityPaths.home(':communityId'), careMark(care));
  router.get(communityPaths.home(':communityId'), communityPage(db, now));
  router.post(communityPaths.membership(':communityId'), joinCommunity({ db, now }));
  router.get(communityPaths.roles(':communityId'), rolesPage(db, now));
  router.get(communityPaths.care(':communityId'), carePage(care));
  router.get(communityPaths.careSection(':communityId', ':section'), careSectionPage(care));
  router.post(communityPaths.joinRequest(':communityId', ':requestId'), answerJoining(db));
  router.post(communityPaths.courseAnswer(':communityId', ':courseId'), answerCourse(db));
  router.post(communityPaths.helpOffer(':communityId', ':offerId'), answerHelp(db));
  router.get(communityPaths.merger(':communityId'), mergerPage(db));
  router.post(communityPaths.merger(':communityId'), mergeCommunities(db));
  router.get(homePaths.seed(':communityId'), seedPage(db));
  router.post(homePaths.seed(':communityId'), seedCommunity(db));
  router.get(communityPaths.helpOffers(':communityId'), helpOfferPage(db));
  router.post(communityPaths.helpOffers(':communityId'), offerHelp(db));
  return router;
}
