import type { Request, Response } from 'express';
import { memberOf } from '../communities/index.ts';
import { newId, type Database } from '../db/index.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { endDraft } from '../writing/index.ts';
import { draftOf } from './draft.ts';
import { BeginQuery, LookForm } from './forms.ts';
import { errorsIn, refusalOf, type Typed } from './form-errors.ts';
import { checkMentions } from './mention.ts';
import { checkPace } from './pace.ts';
import { discussionPaths } from './paths.ts';
import type { Writing } from './read-thread.ts';
import { insertScheduled } from './scheduled-store.ts';
import { alikeIn, showThreadForm } from './thread-form.ts';
import { beginnerOf, readThreadForm, scheduleOf } from './typed-thread.ts';
import { startThread } from './write.ts';

/** `GET /communities/<id>/threads/new`: the form to ask, tell or announce. */
export function newThread(db: Database) {
  return (req: Request, res: Response): Promise<void> => {
    const { kind } = BeginQuery.parse(req.query);
    return showThreadForm(db, { req, res }, { values: { _key: newId(), kind } });
  };
}

/** `POST /communities/<id>/threads`: begins a thread now or later, once for each form. */
export function createThread({ db, now, paces }: Writing) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId, timeZone } = session;
    const { communityId } = req.params;
    if (LookForm.safeParse(req.body).success)
      return showThreadForm(db, { req, res }, { values: req.body, errors: {} });
    const again = (refusal: Omit<Typed, 'values'>) => {
      res.status(422);
      return showThreadForm(db, { req, res }, { values: req.body, ...refusal });
    };
    const { typed, problems } = readThreadForm(req.body, { now: now(), timeZone });
    const errors = await errorsIn(db, req, ...problems);
    if (!typed || errors) return again({ errors: errors ?? {} });
    const { key, words, later } = typed;
    try {
      const location = await once(db, { organizationId, personId, key }, async (tx) => {
        const member = await beginnerOf(tx, session, { communityId, typed });
        const { id } = member.community;
        await checkPace(tx, member, { adds: 'threads', paces, now: now() });
        checkMentions(member, words, { isAnonymous: words.isAnonymous, now: now() });
        await endDraft(tx, session, draftOf.thread(id), key);
        if (!later) return discussionPaths.thread(id, await startThread(tx, member, words));
        const owner = { organizationId, communityId: id, authorId: personId };
        const schedule = scheduleOf(typed, { postAt: later, timeZone });
        await insertScheduled(tx, { ...owner, ...schedule });
        return `${discussionPaths.waiting(id)}?saved`;
      });
      return res.redirect(303, location);
    } catch (error) {
      return again(refusalOf(error));
    }
  };
}

/** `GET /communities/<id>/threads/like`: threads that may be about the same, while a title is typed. */
export function threadsAlike(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const page = await db.within(session.organizationId, async (tx) => {
      const reader = await memberOf(tx, session, req.params['communityId']);
      return { reader, ...(await alikeIn(tx, reader.community.id, req.query)) };
    });
    const back = discussionPaths.newThread(page.reader.community.id);
    render(req, res, 'discussions/like', { ...page, section: 'talk', back });
  };
}
