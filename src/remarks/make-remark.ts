import type { Request, Response } from 'express';
import { writerOf, type Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import {
  beginBySaying,
  errorsIn,
  refusalOf,
  ReplyForm,
  say,
  type Paces,
  type Said,
  type Typed,
} from '../discussions/index.ts';
import { Conflict } from '../errors.ts';
import { once } from '../people/index.ts';
import { resourceOf, resourcePaths, type Resource } from '../resources/index.ts';
import { personIn } from '../sessions/index.ts';
import { clockOf, momentPath } from '../watching/index.ts';
import { render } from '../web/index.ts';
import { endDraft } from '../writing/index.ts';
import { MomentForm } from './forms.ts';
import { draftOf, formOf, type Showing } from './on-page.ts';
import { remarkPaths } from './paths.ts';
import { insertMoment, lockSubject, upsertRemarkThread } from './remark-store.ts';
import { whereaboutsOf } from './remark-thread.ts';

/** What saying something stands on. */
export interface Making extends Showing {
  paces: Paces;
}

/** The words with the moment they are about above them, so that they lead there wherever they are read. */
function bodyAt({ communityId, id }: Resource, body: string, moment: number | null): string {
  if (moment === null) return body;
  const path = momentPath(resourcePaths.resource(communityId, id), moment);
  return `[${clockOf(moment)}](${path})\n\n${body}`;
}

/** Says it in the thread of the resource, or begins that. @returns where it stands in it */
async function sayOf(
  tx: Transaction,
  { member, resource }: { member: Member; resource: Resource },
  said: Said,
  pacing: { paces: Paces; now: Date },
): Promise<{ threadId: string; postNo: number }> {
  await lockSubject(tx, resource.id);
  const where = await whereaboutsOf(tx, member, resource.id);
  if (where.state === 'thread') {
    const { thread } = where;
    const reply = { ...said, parentNo: null };
    return { threadId: thread.id, postNo: await say(tx, { member, thread }, reply, pacing) };
  }
  if (where.state !== 'none' || resource.standing !== 'shown')
    throw new Conflict('It is not talked about here now');
  const { organizationId, id: resourceId, title, topicId } = resource;
  const begun = { ...said, title, topic: topicId ?? '' };
  const threadId = await beginBySaying(tx, member, begun, pacing);
  await upsertRemarkThread(tx, { organizationId, resourceId, threadId });
  return { threadId, postNo: 1 };
}

async function showAgain(
  { db }: Making,
  { req, res }: { req: Request; res: Response },
  typed: Typed,
): Promise<void> {
  const session = personIn(req);
  const page = await db.within(session.organizationId, async (tx) => {
    const place = await resourceOf(tx, session, req.params);
    return { resource: place.resource, ...(await formOf(tx, place, typed)) };
  });
  const { communityId, id } = page.resource;
  res.status(422);
  render(req, res, 'remarks/again', {
    ...page,
    section: 'library',
    back: resourcePaths.resource(communityId, id),
  });
}

/** `POST …/library/<resource>/remarks`: says something of it, once for each form. */
export function makeRemark(making: Making) {
  const { db, now, paces } = making;
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const again = (refusal: Omit<Typed, 'values'>) =>
      showAgain(making, { req, res }, { values: req.body, ...refusal });
    const [form, at] = [ReplyForm.safeParse(req.body), MomentForm.safeParse(req.body)];
    const errors = await errorsIn(db, req, form.error, at.error);
    if (!form.success || !at.success || errors) return again({ errors: errors ?? {} });
    const { _key: key, accepted, body, ...rest } = form.data;
    try {
      const location = await once(db, { organizationId, personId, key }, async (tx) => {
        const member = await writerOf(tx, session, req.params['communityId'], accepted);
        const { resource } = await resourceOf(tx, session, req.params);
        const isRecording = resource.kind === 'audio' || resource.kind === 'video';
        const moment = isRecording ? at.data.moment : null;
        const said = { ...rest, body: bodyAt(resource, body, moment) };
        const place = await sayOf(tx, { member, resource }, said, { paces, now: now() });
        if (moment !== null) await insertMoment(tx, { organizationId, ...place }, moment);
        await endDraft(tx, session, draftOf(resource.id), key);
        return remarkPaths.remark(member.community.id, resource.id, place.postNo);
      });
      return res.redirect(303, location);
    } catch (error) {
      return again(refusalOf(error));
    }
  };
}
