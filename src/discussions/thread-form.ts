import type { Request, Response } from 'express';
import { fold, may, memberOf, owedExpectations, topicsOf } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { choiceNumbers, resultRules } from '../polls/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { draftFor } from '../writing/index.ts';
import { draftOf } from './draft.ts';
import type { Typed } from './form-errors.ts';
import { LikeQuery } from './forms.ts';
import { threadsLike } from './list-store.ts';
import { discussionPaths } from './paths.ts';
import { threadKinds } from './thread.ts';

const mostAlike = 5;
const leastTyped = 4;

/** Threads that may be about what somebody begins to type, as lines. */
export async function alikeIn(tx: Transaction, communityId: string, typed: unknown) {
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

/** Whose form it is: that of a new thread, or of one that waits to be posted. */
interface Purpose {
  view: 'discussions/new' | 'discussions/change-waiting';
  /** Where it is sent. */
  action: (communityId: string) => string;
  keepsDraft: boolean;
}

const newThread: Purpose = {
  view: 'discussions/new',
  action: discussionPaths.list,
  keepsDraft: true,
};

/** What the form's page is made of. A draft goes before what an untouched form begins as. */
async function pageOf(
  tx: Transaction,
  req: Request,
  { form, keepsDraft }: { form: Typed | Pick<Typed, 'values'>; keepsDraft: boolean },
) {
  const session = personIn(req);
  const reader = await memberOf(tx, session, req.params['communityId']);
  const draft = draftOf.thread(reader.community.id);
  const goesOn = keepsDraft && !('errors' in form);
  const begun = goesOn ? await draftFor(tx, session, draft) : null;
  const values = { ...form.values, ...begun };
  return {
    reader,
    ...(keepsDraft ? { draft } : {}),
    isRestored: begun !== null,
    values,
    ...(await alikeIn(tx, reader.community.id, values)),
    topics: await topicsOf(tx, reader.community.id),
    expectations: await owedExpectations(tx, reader),
  };
}

/** Shows the form in which a thread is written, as it begins or as it was refused. */
export async function showThreadForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  form: Typed | Pick<Typed, 'values'>,
  { view, action, keepsDraft }: Purpose = newThread,
): Promise<void> {
  const { organizationId, timeZone } = personIn(req);
  const page = await db.within(organizationId, (tx) => pageOf(tx, req, { form, keepsDraft }));
  const { community, role } = page.reader;
  render(req, res, view, {
    ...page,
    section: 'talk',
    kinds: threadKinds.filter((kind) => kind !== 'announcement' || may(role, 'announce')),
    pollRules: resultRules,
    pollNumbers: choiceNumbers,
    zone: timeZone ?? 'UTC',
    mayWait: may(role, 'schedule'),
    mayHideName: community.anonymity === 'peers',
    action: action(community.id),
    scheduled: discussionPaths.waiting(community.id),
    like: discussionPaths.like(community.id),
    errors: 'errors' in form ? form.errors : {},
    warnings: 'errors' in form ? form.warnings : null,
  });
}
