import type { Request, Response } from 'express';
import { recordBy } from '../activity/index.ts';
import type { Database } from '../db/index.ts';
import { Forbidden } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { withdrawOrShow } from '../standing/index.ts';
import { bodyOf } from '../web/index.ts';
import { mayCheck, mayStand } from './article.ts';
import { updateChecked } from './article-store.ts';
import { inMonths } from './check.ts';
import { CheckForm, StandingForm } from './forms.ts';
import { knowledgePaths } from './paths.ts';
import { held, memberAt } from './place.ts';

/** `POST …/knowledge/<article>/check`: says that it holds, and when somebody is to look again. */
export function checkArticle({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { months } = bodyOf(req, CheckForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const { member, article } = await held(tx, await memberAt(tx, session, req.params));
      if (!mayCheck(article, member)) throw new Forbidden('Not theirs to check');
      const nextCheckOn = inMonths(months, new Date());
      await updateChecked(tx, article.id, { personId: member.personId, nextCheckOn });
      const deed = { objectKind: 'article', objectId: article.id } as const;
      await recordBy(tx, member, { ...deed, verb: 'checked' });
      return knowledgePaths.article(member.community.id, article.id);
    });
    res.redirect(303, path);
  };
}

/** `POST …/knowledge/<article>/standing`: withdraws it, or shows it again. */
export function standOfArticle({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { standing } = bodyOf(req, StandingForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const { member, article } = await memberAt(tx, session, req.params);
      if (!mayStand(article, member)) throw new Forbidden('Not theirs to withdraw or show');
      await withdrawOrShow(tx, member, { kind: 'article', id: article.id }, standing);
      return knowledgePaths.article(member.community.id, article.id);
    });
    res.redirect(303, path);
  };
}
