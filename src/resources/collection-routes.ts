import { Router } from 'express';
import type { Database } from '../db/index.ts';
import { arrangeItems, arrangePage, collectResource, standOfCollection } from './arrange-page.ts';
import { changeReachOfCollection } from './change-reach.ts';
import {
  changeCollection,
  editCollectionForm,
  makeCollection,
  newCollectionForm,
} from './collection-form-page.ts';
import { collectionPage } from './collection-page.ts';
import { collectionPaths as paths } from './collection-paths.ts';
import { collectionsPage } from './collections-page.ts';
import { resourcePaths } from './paths.ts';
import { findCollectionAgain } from './shared-collection-page.ts';

/** Resources that members put together, in an order. */
export function collectionRoutes(house: { db: Database; publicUrl: URL }): Router {
  const { db } = house;
  const [community, collection] = [':communityId', ':collectionId'] as const;
  const router = Router();
  router.get(paths.list(community), collectionsPage(db));
  router.post(paths.list(community), makeCollection(db));
  router.get(paths.form(community), newCollectionForm(db));
  router.get(paths.collection(community, collection), collectionPage(house));
  router.post(paths.collection(community, collection), changeCollection(db));
  router.get(paths.edit(community, collection), editCollectionForm(db));
  router.get(paths.items(community, collection), arrangePage(db));
  router.post(paths.items(community, collection), arrangeItems(db));
  router.post(paths.standing(community, collection), standOfCollection(db));
  router.post(paths.reach(community, collection), changeReachOfCollection(db));
  router.get(paths.lasting(collection), findCollectionAgain(db));
  router.post(resourcePaths.collections(community, ':resourceId'), collectResource(db));
  return router;
}
