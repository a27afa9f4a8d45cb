import type { Request, Response } from 'express';
import { z } from 'zod';
import { newId, type Database, type Transaction } from '../db/index.ts';
import type { AtPost } from '../discussions/index.ts';
import { Conflict } from '../errors.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { decide, offeredActs } from './decide.ts';
import { isAgainst, rules } from './decision.ts';
import { decisionForms } from './forms.ts';
import { moderationPaths } from './paths.ts';
import { actIn, careAtPost } from './place.ts';
import { openReports } from './report-store.ts';
import { shownPost } from './shown-post.ts';

interface Deciding {
  db: Database;
  now: () => Date;
}

interface Typed {
  values: object | null;
  errors: object;
  /** Whether somebody changed or decided something since the form was opened. */
  isOtherwise: boolean;
}

/** The form before anything is typed: the rule that a member named, and the words to take something out of. */
async function emptyForm(tx: Transaction, { post }: AtPost): Promise<object> {
  const [report] = await openReports(tx, post.id);
  return {
    _key: newId(),
    rule: report?.reason,
    body: post.bodySource,
    tried: post.triedSource ?? '',
  };
}

async function showForm(
  { db }: Deciding,
  { req, res }: { req: Request; res: Response },
  { values, errors, isOtherwise }: Typed,
): Promise<void> {
  const act = actIn(req);
  const page = await db.within(personIn(req).organizationId, async (tx) => {
    const place = await careAtPost(tx, req);
    const offered = await offeredActs(tx, place);
    return {
      ...place,
      isOffered: offered.includes(act),
      shown: await shownPost(tx, place),
      values: values ?? (await emptyForm(tx, place)),
    };
  });
  const { member, thread, post } = page;
  const { id } = member.community;
  render(req, res, 'moderation/decide', {
    section: 'care',
    reader: member,
    thread,
    act,
    isAgainst: isAgainst(act),
    isOffered: page.isOffered,
    // What was typed stays in sight, although nothing can be done with it any more.
    isShown: page.isOffered || values !== null,
    isOtherwise: isOtherwise || !page.isOffered,
    post: page.shown,
    asks: post.triedSource !== null,
    revision: post.revisionNo,
    rules,
    action: moderationPaths.act(id, thread.id, post.postNo, act),
    back: moderationPaths.postCare(id, thread.id, post.postNo),
    values: page.values,
    errors,
  });
}

/** `GET …/posts/<number>/care/<act>`: what it will do, and what the author is told. */
export function decisionForm(deciding: Deciding) {
  return (req: Request, res: Response): Promise<void> =>
    showForm(deciding, { req, res }, { values: null, errors: {}, isOtherwise: false });
}

/** `POST …/posts/<number>/care/<act>`: decides, and leads back to the post's page. */
export function decideAboutPost(deciding: Deciding) {
  const { db, now } = deciding;
  return async (req: Request, res: Response): Promise<void> => {
    const { organizationId, personId } = personIn(req);
    const act = actIn(req);
    const { data, error } = decisionForms[act].safeParse(req.body);
    if (!data) {
      res.status(422);
      const errors = z.flattenError(error).fieldErrors;
      return showForm(deciding, { req, res }, { values: req.body, errors, isOtherwise: false });
    }
    const { _key: key, ...said } = data;
    try {
      const location = await once(db, { organizationId, personId, key }, async (tx) => {
        const place = await careAtPost(tx, req);
        await decide(tx, place, { act, ...said, now: now() });
        const { member, thread, post } = place;
        return `${moderationPaths.postCare(member.community.id, thread.id, post.postNo)}?done`;
      });
      return res.redirect(303, location);
    } catch (cause) {
      if (!(cause instanceof Conflict)) throw cause;
      res.status(409);
      return showForm(deciding, { req, res }, { values: req.body, errors: {}, isOtherwise: true });
    }
  };
}
