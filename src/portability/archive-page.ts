import type { Request, Response } from 'express';
import { communityPaths, memberWhoMay } from '../communities/index.ts';
import { newId } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { extentOf } from './community-store.ts';
import { portabilityPaths } from './paths.ts';
import type { TakingAway } from './send-archive.ts';

/** `GET /communities/<id>/archive`: what an archive of the community holds and what it does not. */
export function archivePage({ db }: TakingAway) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { communityId } = req.params;
    const { reader, extent } = await db.within(session.organizationId, async (tx) => {
      const reader = await memberWhoMay(tx, session, { power: 'takeAlong', communityId });
      const bounds = { communityId: reader.community.id, upTo: newId() };
      return { reader, extent: await extentOf(tx, bounds) };
    });
    const { id } = reader.community;
    render(req, res, 'portability/archive', {
      section: 'care',
      reader,
      extent,
      settings: communityPaths.settings(id),
      download: portabilityPaths.download(id),
    });
  };
}
