import type { Request, Response } from 'express';
import { z } from 'zod';
import { communityPaths, memberWhoMay, type Member } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { OutcomeForm } from './forms.ts';
import { privatePaths } from './paths.ts';
import { answerReport, reportedReplies, type ReportedReply } from './report-store.ts';

interface Matter {
  member: Member;
  reply: ReportedReply;
}

/** @throws NotFound unless it was reported and nobody decided | Forbidden when they do not look after the talk */
async function matterAt(tx: Transaction, req: Request): Promise<Matter> {
  const { communityId } = req.params;
  const member = await memberWhoMay(tx, personIn(req), { power: 'moderate', communityId });
  const replyId = z.uuid().safeParse(req.params['replyId']).data;
  const look = { communityId: member.community.id, personId: member.personId };
  const page = { after: null, limit: 1 };
  const [reply] = replyId ? await reportedReplies(tx, look, { ...page, replyId }) : [];
  if (!reply) throw new NotFound('Nothing to decide about');
  return { member, reply };
}

/** `GET /communities/<id>/private-reports/<id>`: a private reply that was reported, and what can be decided. */
export function reportedPage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const matter = await db.within(personIn(req).organizationId, (tx) => matterAt(tx, req));
    const { member, reply } = matter;
    const answerer = { name: reply.answererName, aliasNo: null };
    const author = { name: reply.authorName, aliasNo: reply.aliasNo };
    const [from, to] = reply.isFromAuthor ? [author, answerer] : [answerer, author];
    render(req, res, 'private-replies/reported', {
      section: 'care',
      reader: member,
      reply,
      from,
      to,
      action: privatePaths.reported(member.community.id, reply.id),
      back: communityPaths.care(member.community.id),
    });
  };
}

/** `POST /communities/<id>/private-reports/<id>`: takes it away from whoever got it, or leaves it. */
export function decideAboutReply({ db, now }: { db: Database; now: () => Date }) {
  return async (req: Request, res: Response): Promise<void> => {
    const { outcome } = bodyOf(req, OutcomeForm);
    const path = await db.within(personIn(req).organizationId, async (tx) => {
      const { member, reply } = await matterAt(tx, req);
      const answer = { state: outcome, answeredBy: member.personId, answeredAt: now() };
      await answerReport(tx, reply.id, answer);
      return communityPaths.care(member.community.id);
    });
    res.redirect(303, path);
  };
}
