import { Router } from 'express';
import { endOrDrop } from './end-recording.ts';
import { givePass, type Windows } from './own-window.ts';
import { recordingPaths } from './paths.ts';
import { recorderPage, type Recorder } from './recorder-page.ts';

/** Recording in the browser, for the library. */
export function recordingRoutes(house: Recorder & Windows): Router {
  const router = Router();
  router.get(recordingPaths.recorder(':communityId'), recorderPage(house));
  router.post(recordingPaths.pass(':communityId'), givePass(house));
  router.post(recordingPaths.recording(':communityId', ':recordingId'), endOrDrop(house));
  return router;
}
