import type { Request, Response } from 'express';
import { facilitatorsOf, readerOf, sizeOf, topicsOf } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { discussionPaths, lineOf, recentThreads } from '../discussions/index.ts';
import { signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';

const threadsShown = 8;

/** `GET /communities/<id>`: what it is about, who keeps it, and what is new. */
export function communityPage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const page = await db.within(session.organizationId, async (tx) => {
      const reader = await readerOf(tx, session, req.params['communityId']);
      const communityId = reader.community.id;
      const place = { communityId, personId: reader.personId };
      return {
        reader,
        topics: await topicsOf(tx, communityId),
        facilitators: await facilitatorsOf(tx, communityId),
        size: await sizeOf(tx, communityId),
        threads: await recentThreads(tx, place, { after: null, limit: threadsShown }),
      };
    });
    const { id } = page.reader.community;
    render(req, res, 'home/community', {
      ...page,
      section: 'home',
      threads: page.threads.map(lineOf),
      ask: discussionPaths.newThread(id),
      talk: discussionPaths.list(id),
    });
  };
}
