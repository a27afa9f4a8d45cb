import { Router } from 'express';
import { sharedLibraryPath } from '../reach/index.ts';
import { ask, askForm, type Asking } from './ask-page.ts';
import { libraryOfAll } from './library-page.ts';
import { organizationPaths as paths } from './paths.ts';
import { answerQuestion, ownQuestion } from './question-page.ts';

/** What communities have for the whole organization, and what they are asked about it from outside. */
export function organizationRoutes(house: Asking & { publicUrl: URL }): Router {
  const router = Router();
  router.get(sharedLibraryPath, libraryOfAll(house.db));
  for (const [room, kind] of [
    ['articles', 'article'],
    ['resources', 'resource'],
  ] as const) {
    router.get(paths.asking(room, ':id'), askForm(house, kind));
    router.post(paths.asking(room, ':id'), ask(house, kind));
  }
  router.get(paths.question(':threadId'), ownQuestion(house));
  router.post(paths.question(':threadId'), answerQuestion(house));
  return router;
}
