import type { Request, Response } from 'express';
import { memberWhoMay } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { shownAt } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { errorsIn, refusalOf, type Typed } from './form-errors.ts';
import { LaterForm } from './later.ts';
import { checkMentions } from './mention.ts';
import { discussionPaths } from './paths.ts';
import type { Reading } from './read-thread.ts';
import { updateScheduled, type ScheduledThread } from './scheduled-store.ts';
import { showThreadForm } from './thread-form.ts';
import { beginnerOf, readThreadForm, scheduleOf } from './typed-thread.ts';
import { scheduledAt } from './waiting.ts';

/** Words in somebody's name are theirs alone to change. @throws NotFound | Forbidden */
async function ownScheduledAt(tx: Transaction, req: Request): Promise<ScheduledThread> {
  const { communityId } = req.params;
  const { member, scheduled } = await scheduledAt(tx, req);
  await memberWhoMay(tx, personIn(req), { power: 'schedule', communityId });
  if (scheduled.authorId !== member.personId) throw new Forbidden('Another wrote it');
  if (scheduled.withdrawnAt) throw new NotFound('It was withdrawn');
  return scheduled;
}

const purposeOf = (scheduledId: string) => ({
  view: 'discussions/change-waiting' as const,
  action: (communityId: string) => discussionPaths.scheduled(communityId, scheduledId),
  keepsDraft: false,
});

/** `GET …/threads/waiting/<id>`: its words and its time, to be changed. */
export function waitingForm({ db }: Reading) {
  return async (req: Request, res: Response): Promise<void> => {
    const { organizationId, timeZone } = personIn(req);
    const { id, fields, postAt } = await db.within(organizationId, (tx) => ownScheduledAt(tx, req));
    const [laterOn, laterAt] = shownAt(postAt, timeZone).split('T');
    const values = { ...fields, laterOn, laterAt };
    return showThreadForm(db, { req, res }, { values }, purposeOf(id));
  };
}

/** `POST …/threads/waiting/<id>`: changes them. */
export function changeWaiting({ db, now }: Reading) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, timeZone } = session;
    const { communityId } = req.params;
    const { id } = await db.within(organizationId, (tx) => ownScheduledAt(tx, req));
    const again = (refusal: Omit<Typed, 'values'>) => {
      res.status(422);
      return showThreadForm(db, { req, res }, { values: req.body, ...refusal }, purposeOf(id));
    };
    const clock = { now: now(), timeZone };
    const { typed, problems } = readThreadForm(req.body, clock, (body, clock) =>
      LaterForm(clock).safeParse(body),
    );
    const errors = await errorsIn(db, req, ...problems);
    if (!typed?.later || errors) return again({ errors: errors ?? {} });
    const { later: postAt } = typed;
    try {
      const path = await db.within(organizationId, async (tx) => {
        const scheduled = await ownScheduledAt(tx, req);
        const member = await beginnerOf(tx, session, { communityId, typed });
        const { words } = typed;
        checkMentions(member, words, { isAnonymous: words.isAnonymous, now: now() });
        await updateScheduled(tx, scheduled.id, scheduleOf(typed, { postAt, timeZone }));
        return `${discussionPaths.waiting(member.community.id)}?saved`;
      });
      return res.redirect(303, path);
    } catch (error) {
      return again(refusalOf(error));
    }
  };
}
