import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { memberOf, type Member, type Reader } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { Invalid, NotFound } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf } from '../web/index.ts';
import { discussionPaths } from './paths.ts';
import { lockPost, type StoredPost } from './post-store.ts';
import { findThread } from './thread-store.ts';
import type { OpenedThread } from './thread.ts';

const Place = z.object({ communityId: z.uuid(), threadId: z.uuid() });
const PostNo = z.coerce.number().int().positive().max(1_000_000);

type Role = Reader['role'];

/** A thread of this address, for whoever may read it. @throws NotFound */
export async function threadAt(
  tx: Transaction,
  params: Request['params'],
  { personId, roleOf }: { personId: string | null; roleOf: () => Role | Promise<Role> },
): Promise<OpenedThread> {
  const place = Place.safeParse(params).data;
  const thread = place && (await findThread(tx, place, personId));
  if (!thread) throw new NotFound('No such thread here');
  if (thread.standing === 'visible' || (await roleOf()) === 'facilitator') return thread;
  if (thread.standing === 'hidden' && thread.isMine) return thread;
  throw new NotFound('Not theirs to read any more');
}

/** Where something is done: a thread, by a member. */
export interface AtThread {
  member: Member;
  thread: OpenedThread;
}

/** Where something is done: a post, by a member; nobody else does anything to it meanwhile. */
export interface AtPost extends AtThread {
  post: StoredPost;
}

/** @throws NotFound | Forbidden when they only read */
export async function memberAt(tx: Transaction, req: Request): Promise<AtThread> {
  const member = await memberOf(tx, personIn(req), req.params['communityId']);
  const { personId, role } = member;
  return { member, thread: await threadAt(tx, req.params, { personId, roleOf: () => role }) };
}

/** @throws NotFound | Forbidden when they only read */
export async function memberAtPost(tx: Transaction, req: Request): Promise<AtPost> {
  const place = await memberAt(tx, req);
  const postNo = PostNo.safeParse(req.params['postNo']).data;
  const post = postNo && (await lockPost(tx, place.thread.id, postNo));
  if (!post) throw new NotFound('No such post here');
  return { ...place, post };
}

/** Does something to a thread, and leads back to it, or to where this says. */
export function onThread<T>(
  db: Database,
  form: z.ZodType<T>,
  act: (tx: Transaction, place: AtThread, wish: T) => Promise<void>,
  onward: (communityId: string, threadId: string) => string = discussionPaths.thread,
): RequestHandler {
  return async (req, res) => {
    const wish = bodyOf(req, form);
    const path = await db.within(personIn(req).organizationId, async (tx) => {
      const place = await memberAt(tx, req);
      await act(tx, place, wish);
      return onward(place.member.community.id, place.thread.id);
    });
    res.redirect(303, path);
  };
}

/** Does something to a post that can be seen, and leads back to it. @throws Invalid when nobody can see it any more */
export function onPost<T>(
  db: Database,
  form: z.ZodType<T>,
  act: (tx: Transaction, place: AtPost, wish: T) => Promise<void>,
): RequestHandler {
  return async (req, res) => {
    const wish = bodyOf(req, form);
    const path = await db.within(personIn(req).organizationId, async (tx) => {
      const place = await memberAtPost(tx, req);
      const { standing, postNo } = place.post;
      if (standing === 'hidden' || standing === 'deleted') throw new Invalid('It is not shown');
      await act(tx, place, wish);
      return discussionPaths.post(place.member.community.id, place.thread.id, postNo);
    });
    res.redirect(303, path);
  };
}
