import type { Request, Response } from 'express';
import { z } from 'zod';
import { memberOf } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import {
  discussionPaths,
  findThread,
  isWrittenBy,
  lockPost,
  type AtPost,
} from '../discussions/index.ts';
import { Conflict, NotFound } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { appealsOfPost, insertAppeal, type Appeal } from './appeal-store.ts';
import { toldDeeds } from './decision.ts';
import { AppealForm } from './forms.ts';
import { entriesOfPost, type Decision } from './log-store.ts';
import { moderationPaths } from './paths.ts';
import { shownPost } from './shown-post.ts';

const Place = z.object({
  communityId: z.uuid(),
  threadId: z.uuid(),
  postNo: z.coerce.number().int(),
});

/** One's own post, wherever it and its thread stand. @throws NotFound of anybody else's */
async function ownPost(tx: Transaction, req: Request): Promise<AtPost> {
  const member = await memberOf(tx, personIn(req), req.params['communityId']);
  const place = Place.safeParse(req.params).data;
  const thread = place && (await findThread(tx, place, member.personId));
  const post = thread && (await lockPost(tx, thread.id, place.postNo));
  if (!post || !(await isWrittenBy(tx, thread.id, post, member.personId)))
    throw new NotFound('No such post of theirs');
  return { member, thread, post };
}

const told: readonly string[] = toldDeeds;

interface Matter {
  decisions: Decision[];
  appeals: Appeal[];
  /** The decision that can be appealed: the newest, while it still holds. */
  standing: Decision | null;
}

async function matterOf(tx: Transaction, { post }: AtPost): Promise<Matter> {
  const decisions = (await entriesOfPost(tx, post.id)).filter(({ deed }) => told.includes(deed));
  const holds = decisions.find(({ deed }) => deed === post.standing);
  return { decisions, appeals: await appealsOfPost(tx, post.id), standing: holds ?? null };
}

/** What the author can still say to the decision that holds. */
function answersLeft({ standing, appeals }: Matter) {
  const said = appeals.filter(({ decisionId }) => decisionId === standing?.id);
  const waits = said.some(({ state }) => state === 'open');
  const isHeard = standing !== null && !waits;
  return {
    waits,
    mayAppeal: isHeard && said.every(({ kind }) => kind !== 'appeal'),
    mayAskAgain: isHeard && standing.deed === 'hidden',
  };
}

async function showDecisions(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { values, errors }: { values: object; errors: object },
): Promise<void> {
  const page = await db.within(personIn(req).organizationId, async (tx) => {
    const place = await ownPost(tx, req);
    return { ...place, matter: await matterOf(tx, place), shown: await shownPost(tx, place) };
  });
  const { member, thread, post, matter } = page;
  const { id } = member.community;
  const isRead = thread.standing !== 'deleted';
  render(req, res, 'moderation/decisions', {
    section: 'talk',
    reader: member,
    thread,
    post: page.shown,
    standing: matter.standing,
    earlier: matter.decisions.filter(({ id: decisionId }) => decisionId !== matter.standing?.id),
    appeals: matter.appeals,
    ...answersLeft(matter),
    edit: isRead && post.standing !== 'deleted' && discussionPaths.edit(id, thread.id, post.postNo),
    back: isRead && discussionPaths.post(id, thread.id, post.postNo),
    action: moderationPaths.appeals(id, thread.id, post.postNo),
    values,
    errors,
  });
}

/** `GET …/posts/<number>/decisions`: tells the author which rule, by which role, and what they can do about it. */
export function decisionsPage(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showDecisions(db, { req, res }, { values: {}, errors: {} });
}

/** `POST …/posts/<number>/decisions/appeals`: the author disagrees, or changed it and asks to look again. */
export function appeal(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const form = AppealForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showDecisions(db, { req, res }, { values: req.body, errors });
    }
    const path = await db.within(personIn(req).organizationId, async (tx) => {
      const place = await ownPost(tx, req);
      const { standing } = await matterOf(tx, place);
      if (!standing) throw new Conflict('Nothing was decided that still holds');
      const { organizationId, id } = place.member.community;
      const { kind } = form.data;
      const words = form.data.kind === 'appeal' ? form.data.words : null;
      await insertAppeal(tx, { organizationId, decisionId: standing.id, kind, words });
      return moderationPaths.decisions(id, place.thread.id, place.post.postNo);
    });
    return res.redirect(303, path);
  };
}
