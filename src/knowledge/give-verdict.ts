import type { Request, Response } from 'express';
import { z } from 'zod';
import { record, recordBy } from '../activity/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { Forbidden } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf } from '../web/index.ts';
import { mayHearVerdicts, mayJudge } from './article.ts';
import { MissingForm, VerdictForm } from './forms.ts';
import { knowledgePaths } from './paths.ts';
import { memberAt, type AtArticle } from './place.ts';
import { showArticle, type Knowledge } from './read-article.ts';
import { putVerdict, settle } from './verdict-store.ts';

const useIn = ({ member, article }: AtArticle) =>
  `${knowledgePaths.article(member.community.id, article.id)}#use`;

/** Says whether it was useful. The record does not tell who said so. @throws Forbidden */
async function judge(tx: Transaction, { member, article }: AtArticle, form: VerdictForm) {
  if (!mayJudge(article, member)) throw new Forbidden('Not theirs to say');
  const { organizationId, id: communityId } = member.community;
  const { id: articleId } = article;
  const { personId } = member;
  const isUseful = form.useful === 'yes';
  await putVerdict(tx, { organizationId, articleId, personId, isUseful, missing: form.missing });
  const deed = { verb: 'answered', objectKind: 'article', objectId: articleId } as const;
  await record(tx, { organizationId, communityId, personId: null, ...deed });
}

/** `POST …/knowledge/<article>/verdict`: says whether it was useful, or says otherwise than before. */
export function giveVerdict(knowledge: Knowledge) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = VerdictForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const { fieldErrors: errors } = z.flattenError(form.error);
      return showArticle(knowledge, { req, res }, { values: req.body, errors });
    }
    const path = await knowledge.db.within(session.organizationId, async (tx) => {
      const place = await memberAt(tx, session, req.params);
      await judge(tx, place, form.data);
      return useIn(place);
    });
    return res.redirect(303, path);
  };
}

/** `POST …/knowledge/<article>/missing`: says that what is missing was dealt with; saying so twice changes nothing. */
export function settleMissing({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { verdict } = bodyOf(req, MissingForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const place = await memberAt(tx, session, req.params);
      const { member, article } = place;
      if (!mayHearVerdicts(article, member)) throw new Forbidden('Not theirs to deal with');
      const deed = { verb: 'settled', objectKind: 'article', objectId: article.id } as const;
      if (await settle(tx, { id: verdict, articleId: article.id }))
        await recordBy(tx, member, deed);
      return useIn(place);
    });
    res.redirect(303, path);
  };
}
