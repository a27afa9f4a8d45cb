import { Router, type RequestHandler } from 'express';
import type { z } from 'zod';
import type { Database, Transaction } from '../db/index.ts';
import { takeFile, type Bearing, type FileStore } from '../files/index.ts';
import type { AskForPlayable } from '../media/index.ts';
import { personIn } from '../sessions/index.ts';
import { watchingRoutes } from '../watching/index.ts';
import { bodyOf } from '../web/index.ts';
import type { FindShownPosts } from './attachments-page.ts';
import { changeReachOfResource } from './change-reach.ts';
import { changePage, changeThem, manyForm, undoThem } from './change-many.ts';
import { editForm, editResource } from './edit-resource.ts';
import { StandingForm, WishForm } from './forms.ts';
import { giveForm, giveResource } from './give-resource.ts';
import type { AskForLook } from './link-jobs.ts';
import { libraryPage } from './library-page.ts';
import { resourcePaths } from './paths.ts';
import { memberAt, type AtResource } from './place.ts';
import { readResource } from './read-resource.ts';
import { beginningOf, findRecording } from './recording.ts';
import { relateResource, relationsPage } from './relations-page.ts';
import type { FindRemarks } from './remarks.ts';
import { findResourceAgain } from './shared-page.ts';
import { review } from './review.ts';
import { renewResource, returnVersion, versionsPage } from './versions-page.ts';
import { stand, thank } from './write.ts';

/** Does something to a resource, and leads back to it. */
function onResource<T>(
  db: Database,
  form: z.ZodType<T>,
  act: (tx: Transaction, place: AtResource, wish: T) => Promise<void>,
): RequestHandler {
  return async (req, res) => {
    const session = personIn(req);
    const wish = bodyOf(req, form);
    const path = await db.within(session.organizationId, async (tx) => {
      const place = await memberAt(tx, session, req.params);
      await act(tx, place, wish);
      return resourcePaths.resource(place.member.community.id, place.resource.id);
    });
    res.redirect(303, path);
  };
}

/** What a room of resources stands on. */
export interface ResourcesHouse extends Bearing {
  db: Database;
  files: FileStore;
  askForLook: AskForLook;
  askForPlayable: AskForPlayable;
  findShownPosts: FindShownPosts;
  findRemarks: FindRemarks;
}

/** What members share: links and files, and the library that holds them. */
export function resourceRoutes({
  db,
  files,
  askForLook,
  askForPlayable,
  findShownPosts,
  findRemarks,
  ...bearing
}: ResourcesHouse): Router {
  const paths = resourcePaths;
  const [community, resource] = [':communityId', ':resourceId'] as const;
  const router = Router();
  router.get(paths.library(community), libraryPage({ db, now: bearing.now, findShownPosts }));
  router.post(
    paths.library(community),
    takeFile({ db, files }),
    giveResource(db, { askForLook, askForPlayable }),
  );
  router.get(paths.giveForm(community), giveForm(db));
  router.get(paths.many(community), manyForm(db));
  router.post(paths.many(community), changeThem(db));
  router.get(paths.change(community, ':changeId'), changePage(db));
  router.post(paths.change(community, ':changeId'), undoThem(db));
  router.get(paths.resource(community, resource), readResource({ db, findRemarks }));
  router.post(paths.resource(community, resource), editResource(db, askForLook));
  router.get(paths.edit(community, resource), editForm(db));
  router.use(
    watchingRoutes({
      ...bearing,
      db,
      recording: paths.resource(community, resource),
      find: findRecording,
      beginningOf,
    }),
  );
  router.post(
    paths.standing(community, resource),
    onResource(db, StandingForm, (tx, place, { standing }) => stand(tx, place, standing)),
  );
  router.post(
    paths.thanks(community, resource),
    onResource(db, WishForm, (tx, place, { wish }) => thank(tx, place, wish)),
  );
  router.post(
    paths.review(community, resource),
    onResource(db, WishForm, (tx, place, { wish }) => review(tx, place, wish)),
  );
  router.post(paths.reach(community, resource), changeReachOfResource(db));
  router.get(paths.lasting(resource), findResourceAgain(db));
  router.get(paths.versions(community, resource), versionsPage(db));
  router.post(
    paths.versions(community, resource),
    takeFile({ db, files }),
    renewResource(db, askForPlayable),
  );
  router.post(paths.returned(community, resource), returnVersion(db));
  router.get(paths.relations(community, resource), relationsPage(db));
  router.post(paths.relations(community, resource), relateResource(db));
  return router;
}
