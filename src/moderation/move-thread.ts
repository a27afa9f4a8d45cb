import type { Request, Response } from 'express';
import { z } from 'zod';
import {
  communitiesLedBy,
  fold,
  memberWhoMay,
  topicsOf,
  type Community,
  type Member,
} from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import {
  discussionPaths,
  lockThreadCare,
  updateThreadCommunity,
  type AtThread,
} from '../discussions/index.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { insertEntry } from './log-store.ts';
import { moderationPaths } from './paths.ts';
import { careAtThread } from './place.ts';
import { MoveForm } from './thread-forms.ts';

/** The community a thread moves to; who moves it looks after both. @throws NotFound | Forbidden */
const destination = (tx: Transaction, session: PersonalSession, into: string): Promise<Member> =>
  memberWhoMay(tx, session, { power: 'moderate', communityId: into });

/** The topic of the same name over there. */
async function topicThere(tx: Transaction, { thread }: AtThread, into: Community) {
  const { topicName } = thread;
  if (topicName === null) return null;
  const topics = await topicsOf(tx, into.id);
  return topics.find(({ name }) => fold(name) === fold(topicName)) ?? null;
}

async function showMove(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { into, errors }: { into: string | undefined; errors: object },
): Promise<void> {
  const session = personIn(req);
  const page = await db.within(session.organizationId, async (tx) => {
    const place = await careAtThread(tx, req);
    const here = place.member.community.id;
    const led = await communitiesLedBy(tx, session.personId);
    const others = led.filter(({ id }) => id !== here);
    if (into === undefined || into === here) return { ...place, others, preview: null };
    const { community } = await destination(tx, session, into);
    return {
      ...place,
      others,
      preview: { community, topic: await topicThere(tx, place, community) },
    };
  });
  const { member, thread } = page;
  const { id } = member.community;
  render(req, res, 'moderation/move', {
    section: 'talk',
    reader: member,
    thread,
    replies: thread.lastPostNo - 1,
    others: page.others,
    preview: page.preview,
    action: moderationPaths.move(id, thread.id),
    back: moderationPaths.threadCare(id, thread.id),
    errors,
  });
}

/** `GET …/threads/<id>/care/move`: where a thread could go, and what would come of it. */
export function movePage(db: Database) {
  return (req: Request, res: Response): Promise<void> => {
    const into = MoveForm.safeParse(req.query).data?.into;
    return showMove(db, { req, res }, { into, errors: {} });
  };
}

async function move(tx: Transaction, place: AtThread, into: Community): Promise<void> {
  const { member, thread } = place;
  await lockThreadCare(tx, thread.id);
  const topic = await topicThere(tx, place, into);
  await updateThreadCommunity(tx, thread.id, {
    communityId: into.id,
    topicId: topic?.id ?? null,
  });
  const { organizationId, id: from } = member.community;
  const entry = {
    organizationId,
    threadId: thread.id,
    postId: null,
    actorId: member.personId,
    rule: null,
    words: null,
    beforeState: from,
    afterState: into.id,
  };
  await insertEntry(tx, { ...entry, communityId: from, deed: 'moved' });
  await insertEntry(tx, { ...entry, communityId: into.id, deed: 'arrived' });
}

/** `POST …/threads/<id>/care/move`: takes a thread to another community; its lasting address leads there. */
export function moveThread(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = MoveForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showMove(db, { req, res }, { into: undefined, errors });
    }
    const path = await db.within(session.organizationId, async (tx) => {
      const place = await careAtThread(tx, req);
      const { community } = await destination(tx, session, form.data.into);
      if (community.id !== place.member.community.id) await move(tx, place, community);
      return discussionPaths.thread(community.id, place.thread.id);
    });
    return res.redirect(303, path);
  };
}
