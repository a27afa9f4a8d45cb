import { Router } from 'express';
import { moveOn, nameHeirs, ownPage } from './own-page.ts';
import { continuityPaths as paths } from './paths.ts';
import { peoplePage } from './people-page.ts';
import { giveToHeirs, personPage, takeBackFromHeirs, type Room } from './person-page.ts';

/** What rests on one person alone, and who looks after it when they move on. */
export function continuityRoutes(room: Room): Router {
  const [community, person] = [':communityId', ':personId'] as const;
  const router = Router();
  router.get(paths.own(community), ownPage(room.db));
  router.post(paths.heirs(community), nameHeirs(room.db));
  router.post(paths.movingOn(community), moveOn(room.db));
  router.get(paths.people(community), peoplePage(room.db));
  router.get(paths.person(community, person), personPage(room));
  router.post(paths.person(community, person), giveToHeirs(room));
  router.post(paths.takingBack(community, person, ':handoverId'), takeBackFromHeirs(room));
  return router;
}
