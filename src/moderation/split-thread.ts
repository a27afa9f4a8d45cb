import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import {
  beginningsOf,
  discussionPaths,
  pageStart,
  postsFrom,
  postsPerPage,
  splitThread,
  type OpenedThread,
} from '../discussions/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { logThread } from './log-thread.ts';
import { moderationPaths } from './paths.ts';
import { careAtThread } from './place.ts';
import { SplitForm, SplitQuery } from './thread-forms.ts';

/** Enough to know a reply again, in characters. */
const beginning = 240;

/** The pages before and after this one, where a thread is long. */
function pagesAround({ communityId, id, lastPostNo }: OpenedThread, start: number) {
  const at = (from: number) => moderationPaths.split(communityId, id, from);
  return {
    earlier: start > 1 ? at(start - postsPerPage) : null,
    later: start + postsPerPage <= lastPostNo ? at(start + postsPerPage) : null,
  };
}

async function showSplit(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { title, chosen, errors }: { title: string; chosen: readonly string[]; errors: object },
): Promise<void> {
  const start = pageStart(SplitQuery.parse(req.query).from);
  const page = { from: start, limit: postsPerPage };
  const { member, thread, posts, beginnings } = await db.within(
    personIn(req).organizationId,
    async (tx) => {
      const place = await careAtThread(tx, req);
      const of = { threadId: place.thread.id, personId: place.member.personId };
      const posts = await postsFrom(tx, of, page);
      const cut = { ...page, characters: beginning };
      return { ...place, posts, beginnings: await beginningsOf(tx, of.threadId, cut) };
    },
  );
  const { id } = member.community;
  const marks = new Set(chosen);
  render(req, res, 'moderation/split', {
    section: 'talk',
    reader: member,
    thread,
    values: { title },
    posts: posts
      .filter(({ postNo, standing }) => postNo > 1 && standing !== 'moved')
      .map((post) => ({
        ...post,
        beginning: beginnings.get(post.postNo),
        isChosen: marks.has(post.postNo.toString()),
      })),
    ...pagesAround(thread, start),
    action: moderationPaths.split(id, thread.id, start),
    back: moderationPaths.threadCare(id, thread.id),
    errors,
  });
}

/** `GET …/threads/<id>/care/split`: the posts that could get a thread of their own. */
export function splitPage(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showSplit(db, { req, res }, { title: '', chosen: [], errors: {} });
}

const Typed = z.object({
  title: z.string().catch(''),
  posts: z.union([z.array(z.string()), z.string().transform((only) => [only])]).catch([]),
});

/** `POST …/threads/<id>/care/split`: gives posts a thread of their own. */
export function splitOff(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const form = SplitForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const { title, posts: chosen } = Typed.parse(req.body);
      const errors = z.flattenError(form.error).fieldErrors;
      return showSplit(db, { req, res }, { title, chosen, errors });
    }
    const { title, posts: postNos } = form.data;
    const path = await db.within(personIn(req).organizationId, async (tx) => {
      const place = await careAtThread(tx, req);
      const threadId = await splitThread(tx, place, { title, postNos });
      const from = place.thread.id;
      await logThread(tx, place, { threadId: from, deed: 'split', afterState: threadId });
      await logThread(tx, place, { threadId, deed: 'split_off', beforeState: from });
      return discussionPaths.thread(place.member.community.id, threadId);
    });
    return res.redirect(303, path);
  };
}
