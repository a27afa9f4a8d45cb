import type { Request, Response } from 'express';
import {
  communitiesNearby,
  communitiesOf,
  communityPaths,
  sponsoredBy,
} from '../communities/index.ts';
import { handedLately } from '../continuity/index.ts';
import type { Database } from '../db/index.ts';
import { questionsFor } from '../discussions/index.ts';
import { tasksOf } from '../knowledge/index.ts';
import { isPersonal, signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';

const withPath = (community: { id: string; name: string }) => ({
  ...community,
  path: communityPaths.home(community.id),
});

/** `GET /`: where a launch without a course leads, the communities a person belongs to. */
export function myCommunities(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { own, sponsored, nearby, tasks, handed, helps } = isPersonal(session)
      ? await db.within(session.organizationId, async (tx) => ({
          own: await communitiesOf(tx, session.personId),
          sponsored: await sponsoredBy(tx, session.personId),
          nearby: await communitiesNearby(tx, session.personId),
          tasks: await tasksOf(tx, session.personId, new Date()),
          handed: await handedLately(tx, session.personId, new Date()),
          helps: await questionsFor(tx, { personId: session.personId, communityId: null }),
        }))
      : { own: [], sponsored: [], nearby: [], tasks: null, handed: [], helps: [] };
    render(req, res, 'home/my-communities', {
      isMissing: req.query['missing'] !== undefined,
      communities: own.map(withPath),
      sponsored: sponsored.map(withPath),
      nearby: nearby.map(withPath),
      tasks,
      handed,
      helps,
      isAdministrator: session.isAdministrator,
      layout: 'bare',
    });
  };
}
