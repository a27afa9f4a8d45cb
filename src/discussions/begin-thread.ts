import type { Request, Response } from 'express';
import {
  fold,
  memberOf,
  memberWhoMay,
  owedExpectations,
  topicsOf,
  may,
  writerOf,
} from '../communities/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { once } from '../people/index.ts';
import { choiceNumbers, pollIn, resultRules } from '../polls/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { draftFor, endDraft } from '../writing/index.ts';
import { draftOf } from './draft.ts';
import { BeginQuery, LikeQuery, LookForm, NewThreadForm } from './forms.ts';
import { errorsIn, refusalOf, type Typed } from './form-errors.ts';
import { threadsLike } from './list-store.ts';
import { checkPace } from './pace.ts';
import { discussionPaths } from './paths.ts';
import type { Writing } from './read-thread.ts';
import { threadKinds } from './thread.ts';
import { checkWords } from './warn.ts';
import { startThread } from './write.ts';

const mostAlike = 5;
const leastTyped = 4;

/** Threads that may be about what somebody begins to type, as lines. */
async function alikeIn(tx: Transaction, communityId: string, typed: unknown) {
  const titleKey = fold(LikeQuery.parse(typed).title);
  const isTyped = titleKey.length >= leastTyped;
  const alike = isTyped ? await threadsLike(tx, communityId, { titleKey, limit: mostAlike }) : [];
  return {
    isTyped,
    alike: alike.map((thread) => ({
      ...thread,
      replies: thread.lastPostNo - 1,
      path: discussionPaths.thread(thread.communityId, thread.id),
    })),
  };
}

/** A form that nothing was sent from yet: a draft goes before what it begins as. */
type Beginning = Pick<Typed, 'values'>;

async function showForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  form: Typed | Beginning,
): Promise<void> {
  const session = personIn(req);
  const page = await db.within(session.organizationId, async (tx) => {
    const reader = await memberOf(tx, session, req.params['communityId']);
    const draft = draftOf.thread(reader.community.id);
    const begun = 'errors' in form ? null : await draftFor(tx, session, draft);
    const values = { ...form.values, ...begun };
    return {
      reader,
      draft,
      isRestored: begun !== null,
      values,
      ...(await alikeIn(tx, reader.community.id, values)),
      topics: await topicsOf(tx, reader.community.id),
      expectations: await owedExpectations(tx, reader),
    };
  });
  const { community, role } = page.reader;
  render(req, res, 'discussions/new', {
    ...page,
    section: 'talk',
    kinds: threadKinds.filter((kind) => kind !== 'announcement' || may(role, 'announce')),
    pollRules: resultRules,
    pollNumbers: choiceNumbers,
    zone: session.timeZone ?? 'UTC',
    mayHideName: community.anonymity === 'peers',
    action: discussionPaths.list(community.id),
    like: discussionPaths.like(community.id),
    errors: 'errors' in form ? form.errors : {},
    warnings: 'errors' in form ? form.warnings : null,
  });
}

/** `GET /communities/<id>/threads/new`: the form to ask, tell or announce. */
export function newThread(db: Database) {
  return (req: Request, res: Response): Promise<void> => {
    const { kind } = BeginQuery.parse(req.query);
    return showForm(db, { req, res }, { values: { _key: newId(), kind } });
  };
}

/** `POST /communities/<id>/threads`: begins a thread, once for each form. */
export function createThread({ db, now, paces }: Writing) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { communityId } = req.params;
    if (LookForm.safeParse(req.body).success)
      return showForm(db, { req, res }, { values: req.body, errors: {} });
    const again = (refusal: Omit<Typed, 'values'>) => {
      res.status(422);
      return showForm(db, { req, res }, { values: req.body, ...refusal });
    };
    const form = NewThreadForm.safeParse(req.body);
    const poll = pollIn(req.body, { now: now(), timeZone: session.timeZone });
    const errors = await errorsIn(db, req, form.error, poll.error);
    if (!form.success || !poll.success || errors) return again({ errors: errors ?? {} });
    const { _key: key, accepted, isWarned, ...words } = form.data;
    try {
      const location = await once(db, { organizationId, personId, key }, async (tx) => {
        const member = await writerOf(tx, session, communityId, accepted);
        if (words.kind === 'announcement')
          await memberWhoMay(tx, session, { power: 'announce', communityId });
        await checkPace(tx, member, { adds: 'threads', paces, now: now() });
        const asked = poll.data ? [poll.data.question, ...poll.data.options] : [];
        const text = [words.title, words.body, words.tried, ...asked].join('\n');
        checkWords(member.community, { text, isWarned });
        await endDraft(tx, session, draftOf.thread(member.community.id), key);
        const threadId = await startThread(tx, member, { ...words, poll: poll.data });
        return discussionPaths.thread(member.community.id, threadId);
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
