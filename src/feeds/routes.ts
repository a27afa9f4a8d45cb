import { Router, type RequestHandler } from 'express';
import { feedPaths } from './paths.ts';
import { makeAddress, readElsewhere, revokeAddress } from './read-elsewhere.ts';
import { atomFeed, jsonFeed, type Feeds } from './read-feed.ts';

/**
 * A community's talk for programs that read feeds, and the page that makes an address for them.
 *
 * @param limit what turns away whoever asks for feeds too often
 */
export function feedRoutes({ limit, ...feeds }: Feeds & { limit: RequestHandler }): Router {
  const router = Router();
  router.get(feedPaths.atom(':key'), limit, atomFeed(feeds));
  router.get(feedPaths.json(':key'), limit, jsonFeed(feeds));
  router.get(feedPaths.readElsewhere(':communityId'), readElsewhere(feeds));
  router.post(feedPaths.readElsewhere(':communityId'), makeAddress(feeds));
  router.post(feedPaths.revocation(':communityId'), revokeAddress(feeds));
  return router;
}
