import type { Request, Response } from 'express';
import { writerOf } from '../communities/index.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { endDraft } from '../writing/index.ts';
import { draftOf } from './draft.ts';
import { errorsIn, refusalOf, type Typed } from './form-errors.ts';
import { ReplyForm } from './forms.ts';
import { discussionPaths } from './paths.ts';
import { threadAt } from './place.ts';
import { showThread, type Writing } from './read-thread.ts';
import { say } from './say.ts';

/** `POST /communities/<id>/threads/<id>/posts`: replies, once for each form. */
export function createReply(writing: Writing) {
  const { db, now, paces } = writing;
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const again = (refusal: Omit<Typed, 'values'>) => {
      res.status(422);
      return showThread(writing, { req, res }, { reply: { values: req.body, ...refusal } });
    };
    const form = ReplyForm.safeParse(req.body);
    const errors = await errorsIn(db, req, form.error);
    if (!form.success || errors) return again({ errors: errors ?? {} });
    const { _key: key, accepted, ...said } = form.data;
    try {
      const location = await once(db, { organizationId, personId, key }, async (tx) => {
        const member = await writerOf(tx, session, req.params['communityId'], accepted);
        const roleOf = () => member.role;
        const thread = await threadAt(tx, req.params, { personId, roleOf });
        const postNo = await say(tx, { member, thread }, said, { paces, now: now() });
        await endDraft(tx, session, draftOf.reply(thread.id), key);
        return discussionPaths.post(member.community.id, thread.id, postNo);
      });
      return res.redirect(303, location);
    } catch (error) {
      return again(refusalOf(error));
    }
  };
}
