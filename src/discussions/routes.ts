import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import {
  leavesAcceptanceOwed,
  memberOf,
  owedExpectations,
  readerOf,
  topicsOf,
  writerOf,
  type Reader,
} from '../communities/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { once } from '../people/index.ts';
import { personIn, signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { ListQuery, NewThreadForm, ReplyForm, ThreadQuery } from './forms.ts';
import { discussionPaths } from './paths.ts';
import {
  advanceReader,
  findThread,
  findThreadCommunity,
  postsFrom,
  recentThreads,
} from './store.ts';
import { isNewsOf, pageEnd, pageStart, postsPerPage, type OpenedThread } from './thread.ts';
import { lineOf, pageOf } from './view.ts';
import { reply, startThread } from './write.ts';

const threadsPerPage = 25;

const Place = z.object({ communityId: z.uuid(), threadId: z.uuid() });

async function threadAt(
  tx: Transaction,
  params: Request['params'],
  personId: string | null,
): Promise<OpenedThread> {
  const place = Place.safeParse(params).data;
  const thread = place && (await findThread(tx, place, personId));
  if (!thread) throw new NotFound('No such thread here');
  return thread;
}

function listThreads(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { after } = ListQuery.parse(req.query);
    const { organizationId, personId } = session;
    const reader = await db.askWithin(organizationId, (tx) =>
      readerOf(tx, session, req.params['communityId']),
    );
    const place = { communityId: reader.community.id, personId };
    const threads = await db.askWithin(organizationId, (tx) =>
      recentThreads(tx, place, { after, limit: threadsPerPage + 1 }),
    );
    const shown = threads.slice(0, threadsPerPage);
    const last = threads.length > threadsPerPage ? shown.at(-1) : undefined;
    render(req, res, 'discussions/list', {
      section: 'talk',
      reader,
      isFirstPage: after === null,
      threads: shown.map(lineOf),
      older: last && discussionPaths.listAfter(reader.community.id, last),
      newest: after && discussionPaths.list(reader.community.id),
      ask: discussionPaths.newThread(reader.community.id),
    });
  };
}

interface Draft {
  values: object;
  errors: object;
}

async function showNewThread(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { values, errors }: Draft,
): Promise<void> {
  const session = personIn(req);
  const page = await db.within(session.organizationId, async (tx) => {
    const reader = await memberOf(tx, session, req.params['communityId']);
    return {
      reader,
      topics: await topicsOf(tx, reader.community.id),
      expectations: await owedExpectations(tx, reader),
    };
  });
  render(req, res, 'discussions/new', {
    ...page,
    section: 'talk',
    action: discussionPaths.list(page.reader.community.id),
    values,
    errors,
  });
}

function newThread(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showNewThread(db, { req, res }, { values: { _key: newId(), kind: 'question' }, errors: {} });
}

/** All that is wrong with a form, including a charter that is still to be accepted. */
async function errorsIn(
  db: Database,
  req: Request,
  problem: z.ZodError | undefined,
): Promise<object | null> {
  const session = personIn(req);
  const owes = await db.within(session.organizationId, (tx) =>
    leavesAcceptanceOwed(tx, session, req.params['communityId'], req.body),
  );
  if (!owes && !problem) return null;
  const fields = problem ? z.flattenError(problem).fieldErrors : {};
  return owes ? { ...fields, accepted: ['charter.accept.missing'] } : fields;
}

function createThread(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = NewThreadForm.safeParse(req.body);
    const errors = await errorsIn(db, req, form.error);
    if (!form.success || errors) {
      res.status(422);
      return showNewThread(db, { req, res }, { values: req.body, errors: errors ?? {} });
    }
    const { _key: key, accepted, ...words } = form.data;
    const location = await once(db, { ...ownerOf(session), key }, async (tx) => {
      const member = await writerOf(tx, session, req.params['communityId'], accepted);
      return discussionPaths.thread(member.community.id, await startThread(tx, member, words));
    });
    res.redirect(303, location);
  };
}

const ownerOf = ({ organizationId, personId }: { organizationId: string; personId: string }) => ({
  organizationId,
  personId,
});

/** Reading moves the reading position, to the last post that is shown. */
async function noteReading(
  tx: Transaction,
  { community: { organizationId }, personId }: Reader,
  { thread, start }: { thread: OpenedThread; start: number },
): Promise<void> {
  const lastReadNo = pageEnd(thread, start);
  if (personId === null || lastReadNo === null) return;
  if (!isNewsOf(thread, lastReadNo, new Date())) return;
  await advanceReader(tx, { organizationId, threadId: thread.id, personId, lastReadNo });
}

async function showThread(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { values, errors }: Draft,
): Promise<void> {
  const session = signedIn(req);
  const { from } = ThreadQuery.parse(req.query);
  const { organizationId } = session;
  const [reader, thread] = await db.askWithin(organizationId, (tx) =>
    Promise.all([
      readerOf(tx, session, req.params['communityId']),
      threadAt(tx, req.params, session.personId),
    ]),
  );
  const start = pageStart(from ?? Math.min((thread.lastReadNo ?? 0) + 1, thread.lastPostNo));
  const [posts, expectations] = await db.askWithin(organizationId, (tx) =>
    Promise.all([
      postsFrom(tx, thread.id, { from: start, limit: postsPerPage }),
      owedExpectations(tx, reader),
      noteReading(tx, reader, { thread, start }),
    ]),
  );
  render(req, res, 'discussions/show', {
    section: 'talk',
    reader,
    expectations,
    ...pageOf({ thread, posts, start }),
    values,
    errors,
  });
}

function readThread(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showThread(db, { req, res }, { values: { _key: newId() }, errors: {} });
}

/** `GET /threads/<id>`: the address to keep, on to where the thread stands now. */
function findAgain(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const path = await db.within(session.organizationId, async (tx) => {
      const threadId = z.uuid().safeParse(req.params['threadId']).data;
      const place = threadId && (await findThreadCommunity(tx, threadId));
      if (!threadId || !place) throw new NotFound('No such thread');
      const { community } = await readerOf(tx, session, place.communityId);
      return discussionPaths.thread(community.id, threadId);
    });
    res.redirect(303, path);
  };
}

function createReply(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = ReplyForm.safeParse(req.body);
    const errors = await errorsIn(db, req, form.error);
    if (!form.success || errors) {
      res.status(422);
      return showThread(db, { req, res }, { values: req.body, errors: errors ?? {} });
    }
    const { _key: key, body, accepted } = form.data;
    const location = await once(db, { ...ownerOf(session), key }, async (tx) => {
      const member = await writerOf(tx, session, req.params['communityId'], accepted);
      const { id: threadId } = await threadAt(tx, req.params, member.personId);
      const postNo = await reply(tx, member, { threadId, body });
      return discussionPaths.post(member.community.id, threadId, postNo);
    });
    res.redirect(303, location);
  };
}

/** The community's talk. */
export function discussionRoutes(db: Database): Router {
  const { list, newThread: form, thread, replies, lasting } = discussionPaths;
  const router = Router();
  router.get(list(':communityId'), listThreads(db));
  router.post(list(':communityId'), createThread(db));
  router.get(form(':communityId'), newThread(db));
  router.get(thread(':communityId', ':threadId'), readThread(db));
  router.post(replies(':communityId', ':threadId'), createReply(db));
  router.get(lasting(':threadId'), findAgain(db));
  return router;
}
