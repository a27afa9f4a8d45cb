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
import { questionsAsked } from '../organization/index.ts';
import { tasksOf } from '../knowledge/index.ts';
import { isPersonal, signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';

const mostAsked = 20;

const withPath = (community: { id: string; name: string }) => ({
  ...community,
  path: communityPaths.home(community.id),
});

/** `GET /`: where a launch without a course leads, the communities a person belongs to. */
export function myCommunities(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { own, sponsored, nearby, tasks, handed, helps, asked } = isPersonal(session)
      ? await db.within(session.organizationId, async (tx) => ({
          own: await communitiesOf(tx, session.personId),
          sponsored: await sponsoredBy(tx, session.personId),
          nearby: await communitiesNearby(tx, session.personId),
          tasks: await tasksOf(tx, session.personId, new Date()),
          handed: await handedLately(tx, session.personId, new Date()),
          helps: await questionsFor(tx, { personId: session.personId, communityId: null }),
          asked: await questionsAsked(tx, session.personId, mostAsked),
        }))
      : { own: [], sponsored: [], nearby: [], tasks: null, handed: [], helps: [], asked: [] };
    render(req, res, 'home/my-communities', {
      isMissing: req.query['missing'] !== undefined,
      communities: own.map(withPath),
      sponsored: sponsored.map(withPath),
      nearby: nearby.map(withPath),
      tasks,
      handed,
      helps,
      // The library of the organization lists the others.
      questions: asked.filter(({ fresh }) => fresh > 0),
      isAdministrator: session.isAdministrator,
      layout: 'bare',
    });
  };
}
