import { Router } from 'express';
import { captionsForm, removeCaptions, setCaptions } from './captions-page.ts';
import { chaptersForm, setChapters } from './chapters-page.ts';
import { keepPlace } from './keep-place.ts';
import { watchingPaths } from './paths.ts';
import type { FindRecording } from './recording.ts';
import { sendCaptions, type Sending } from './send-captions.ts';

/** What watching stands on. */
interface Watching extends Sending {
  find: FindRecording;
  /** The path of any recording, with its gaps. */
  recording: string;
}

/** What belongs to watching a recording: captions, chapters, and the place where somebody stopped. */
export function watchingRoutes({ recording, find, ...sending }: Watching): Router {
  const paths = watchingPaths;
  const caring = { db: sending.db, find };
  const router = Router();
  router.get(paths.captions(recording), captionsForm(caring));
  router.post(paths.captions(recording), setCaptions(caring));
  router.post(paths.captionsRemoval(recording), removeCaptions(caring));
  router.get(paths.chapters(recording), chaptersForm(caring));
  router.post(paths.chapters(recording), setChapters(caring));
  router.post(paths.place(recording), keepPlace(sending.db, find));
  router.get(paths.track(':captionsId'), sendCaptions(sending));
  return router;
}
