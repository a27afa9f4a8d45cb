import type { Request, Response } from 'express';
import { communitiesOf, communityPaths } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { isPersonal, signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';

/** `GET /`: where a launch without a course leads, the communities a person belongs to. */
export function myCommunities(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const communities = isPersonal(session)
      ? await db.within(session.organizationId, (tx) => communitiesOf(tx, session.personId))
      : [];
    render(req, res, 'home/my-communities', {
      communities: communities.map((community) => ({
        ...community,
        path: communityPaths.home(community.id),
      })),
      layout: 'bare',
    });
  };
}
