import type { Request, Response } from 'express';
import { z } from 'zod';
import { owedExpectations, readerOf, type Reader } from '../communities/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { findPoll } from '../polls/index.ts';
import { signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { draftFor } from '../writing/index.ts';
import type { CountStories } from './count-stories.ts';
import type { FindArticles, FindSubject } from './about.ts';
import { draftOf } from './draft.ts';
import type { Typed } from './form-errors.ts';
import { ThreadQuery } from './forms.ts';
import type { InPrivate } from './in-private.ts';
import { stepsOf } from './idea-store.ts';
import { pulsesOf } from './live-store.ts';
import type { Paces } from './pace.ts';
import { discussionPaths } from './paths.ts';
import { threadAt } from './place.ts';
import { postsFrom } from './post-store.ts';
import { advanceReader } from './reader-store.ts';
import { showProse } from './show-prose.ts';
import { destinationsOf } from './successor-store.ts';
import { findThreadAgain } from './thread-store.ts';
import { isNewsOf, pageEnd, pageStart, postsPerPage, type OpenedThread } from './thread.ts';
import { pageOf } from './view.ts';

/** Reading moves the reading position, to the last post that is shown. */
async function noteReading(
  tx: Transaction,
  { community: { organizationId }, personId }: Reader,
  { thread, start, now }: { thread: OpenedThread; start: number; now: Date },
): Promise<void> {
  const lastReadNo = pageEnd(thread, start);
  if (personId === null || lastReadNo === null) return;
  if (!isNewsOf(thread, lastReadNo, now)) return;
  await advanceReader(tx, { organizationId, threadId: thread.id, personId, lastReadNo });
}

/** What a thread's page stands on. */
export interface Reading {
  db: Database;
  publicUrl: URL;
  now: () => Date;
  inPrivate: InPrivate;
  countStories: CountStories;
  findSubject: FindSubject;
  findArticles: FindArticles;
}

/** What writing in one stands on besides. */
export interface Writing extends Reading {
  /** How much one member can write in an hour. */
  paces: Paces;
}

/** The forms of a thread's page that come back as they were sent, with what is wrong with them. */
interface Refusals {
  reply?: Typed;
  /** The next step of an idea. */
  step?: Typed;
  /** A vote in the poll. */
  ballot?: Typed & { choices: readonly number[] };
}

/** Shows a page of a thread, with a reply as far as it was typed: as it was refused, or as it was kept. */
export async function showThread(
  { db, publicUrl, now, inPrivate, countStories, findSubject, findArticles }: Reading,
  { req, res }: { req: Request; res: Response },
  { reply: refused, step, ballot }: Refusals = {},
): Promise<void> {
  const session = signedIn(req);
  const { from, to, peek } = ThreadQuery.parse(req.query);
  const { organizationId, personId } = session;
  const [reader, thread] = await db.askWithin(organizationId, (tx) => {
    const reader = readerOf(tx, session, req.params['communityId']);
    const roleOf = async () => (await reader).role;
    return Promise.all([reader, threadAt(tx, req.params, { personId, roleOf })]);
  });
  const firstNew = Math.min((thread.lastReadNo ?? 0) + 1, thread.lastPostNo);
  const start = pageStart(ballot ? 1 : (from ?? to ?? firstNew));
  const seen = { threadId: thread.id, personId, askerId: thread.askerId };
  const page = { thread, from: start, limit: postsPerPage, marksSeen: peek === null };
  const [
    posts,
    poll,
    expectations,
    steps,
    begun,
    pulses,
    saidInPrivate,
    stories,
    subject,
    articles,
  ] = await db.askWithin(organizationId, (tx) =>
    Promise.all([
      postsFrom(tx, seen, { from: start, limit: postsPerPage }),
      thread.hasPoll && start === 1 ? findPoll(tx, { threadId: thread.id, personId }) : undefined,
      owedExpectations(tx, reader),
      thread.kind === 'idea' ? stepsOf(tx, thread.id) : [],
      refused || personId === null ? null : draftFor(tx, { personId }, draftOf.reply(thread.id)),
      pulsesOf(tx, [thread.id]),
      thread.hasPrivateReplies ? inPrivate.onPage(tx, reader, page) : new Map(),
      countStories(tx, { threadId: thread.id, from: start, limit: postsPerPage }),
      thread.kind === 'discussion' || thread.isFromOutside ? findSubject(tx, reader, thread) : null,
      findArticles(tx, { communityId: thread.communityId, threadId: thread.id }),
      peek ? undefined : noteReading(tx, reader, { thread, start, now: now() }),
    ]),
  );
  const gone = posts.flatMap(({ movedTo }) => movedTo ?? []);
  const destinations =
    gone.length === 0
      ? new Map()
      : await db.within(organizationId, (tx) => destinationsOf(tx, gone));
  const values = refused?.values ?? { ...begun, _key: newId() };
  const answeredNo = to ?? ('to' in values ? Number(values.to) : null);
  render(req, res, 'discussions/show', {
    section: 'talk',
    reader,
    subject,
    articles,
    expectations,
    ...pageOf({
      reader,
      thread,
      posts: await showProse({ db, publicUrl }, { req, res }, posts),
      destinations,
      saidInPrivate,
      stories,
      poll,
      chosen: ballot?.choices,
      start,
      now: now(),
    }),
    steps,
    step,
    ballot,
    changes: pulses.get(thread.id)?.changes ?? 0,
    answered: posts.find(({ postNo }) => postNo === answeredNo),
    draft: draftOf.reply(thread.id),
    isRestored: begun !== null,
    values,
    errors: refused?.errors ?? {},
    warnings: refused?.warnings,
  });
}

/** `GET /communities/<id>/threads/<id>`: opens at the first post that is new to the reader. */
export function readThread(reading: Reading) {
  return (req: Request, res: Response): Promise<void> => showThread(reading, { req, res });
}

/** `GET /threads/<id>`: the address to keep, on to where the thread stands now. */
export function findAgain(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const path = await db.within(session.organizationId, async (tx) => {
      const threadId = z.uuid().safeParse(req.params['threadId']).data;
      const place = threadId && (await findThreadAgain(tx, threadId));
      if (!place) throw new NotFound('No such thread');
      const { community } = await readerOf(tx, session, place.communityId);
      return discussionPaths.thread(community.id, place.id);
    });
    res.redirect(303, path);
  };
}
