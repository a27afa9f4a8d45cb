import { Router } from 'express';
import type { Database } from '../db/index.ts';
import { editForm, editStory } from './edit-story.ts';
import type { HolderRooms } from './holders.ts';
import { listStories } from './list-stories.ts';
import { storyPaths as paths } from './paths.ts';
import { storyForm, tellStory } from './tell-story.ts';
import { standingForm, standStory } from './withdraw-story.ts';

/** What members put into practice, and how it went. */
export function storyRoutes(house: { db: Database; rooms: HolderRooms }): Router {
  const { db } = house;
  const [community, story] = [':communityId', ':storyId'] as const;
  const router = Router();
  router.get(paths.list(community), listStories(house));
  router.post(paths.list(community), tellStory(house));
  router.get(paths.form(community), storyForm(house));
  router.post(paths.story(community, story), editStory(db));
  router.get(paths.edit(community, story), editForm(db));
  router.get(paths.standing(community, story), standingForm(db));
  router.post(paths.standing(community, story), standStory(db));
  return router;
}
