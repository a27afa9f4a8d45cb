import type { Request, Response } from 'express';
import type { Database, Transaction } from '../db/index.ts';
import { discussionPaths } from '../discussions/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { RemovalForm, WithdrawalForm } from './forms.ts';
import { privatePaths } from './paths.ts';
import { ownReply, receivedReply, type AtReply } from './place.ts';
import { updateRemoval, updateWithdrawal } from './store.ts';

interface House {
  db: Database;
  now: () => Date;
}

/** What is asked before a private reply goes, by whichever of its two: keys of the translation files. */
const questions = {
  withdrawal: {
    find: ownReply,
    heading: 'inPrivate.withdrawal.title',
    lede: 'inPrivate.withdrawal.lede',
    submit: 'inPrivate.withdrawal.submit',
  },
  removal: {
    find: receivedReply,
    heading: 'inPrivate.removal.title',
    lede: 'inPrivate.removal.lede',
    submit: 'inPrivate.removal.submit',
  },
} as const;

function postOf({ member, thread, post }: AtReply): [string, string, number] {
  return [member.community.id, thread.id, post.postNo];
}

/** Asks whether it shall go. */
function ask(db: Database, way: keyof typeof questions) {
  return async (req: Request, res: Response): Promise<void> => {
    const { find, ...words } = questions[way];
    const place = await db.within(personIn(req).organizationId, (tx) => find(tx, req));
    const post = postOf(place);
    render(req, res, 'private-replies/confirm', {
      section: 'talk',
      reader: place.member,
      thread: place.thread,
      bodyHtml: place.reply.bodyHtml,
      action: privatePaths[way](post, place.reply.id),
      back: discussionPaths.post(...post),
      ...words,
    });
  };
}

async function carryOut(
  db: Database,
  { req, res }: { req: Request; res: Response },
  act: (tx: Transaction) => Promise<AtReply>,
): Promise<void> {
  const place = await db.within(personIn(req).organizationId, act);
  res.redirect(303, discussionPaths.post(...postOf(place)));
}

/** `GET …/private/<id>/withdrawal`: asks whoever wrote it whether it shall go. */
export function withdrawalForm({ db }: House) {
  return ask(db, 'withdrawal');
}

/** `POST …/private/<id>/withdrawal`: takes it back, or undoes that. */
export function withdraw({ db, now }: House) {
  return (req: Request, res: Response): Promise<void> => {
    const { wish } = bodyOf(req, WithdrawalForm);
    return carryOut(db, { req, res }, async (tx) => {
      const place = await ownReply(tx, req);
      await updateWithdrawal(tx, place.reply.id, wish === 'give' ? now() : null);
      return place;
    });
  };
}

/** `GET …/private/<id>/removal`: asks whoever got it whether it shall leave their sight. */
export function removalForm({ db }: House) {
  return ask(db, 'removal');
}

/** `POST …/private/<id>/removal`: takes it out of their sight; whoever wrote it still sees it. */
export function remove({ db, now }: House) {
  return (req: Request, res: Response): Promise<void> => {
    bodyOf(req, RemovalForm);
    return carryOut(db, { req, res }, async (tx) => {
      const place = await receivedReply(tx, req);
      await updateRemoval(tx, place.reply.id, now());
      return place;
    });
  };
}
