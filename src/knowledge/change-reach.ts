import type { Request, Response } from 'express';
import type { Database } from '../db/index.ts';
import { changeReach, ReachForm } from '../reach/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf } from '../web/index.ts';
import { knowledgePaths } from './paths.ts';
import { held, memberAt } from './place.ts';
import { openedArticle } from './reach.ts';

/** `POST …/knowledge/<article>/reach`: who may read it; for everybody in the organization a second reviewer is asked. */
export function changeReachOfArticle({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { wish } = bodyOf(req, ReachForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const { member, article } = await held(tx, await memberAt(tx, session, req.params));
      const place = { member, ...(await openedArticle(tx, { reader: member, article })) };
      await changeReach(tx, place, wish);
      return knowledgePaths.article(article.communityId, article.id);
    });
    res.redirect(303, path);
  };
}
