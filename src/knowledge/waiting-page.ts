import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Transaction } from '../db/index.ts';
import { Conflict, NotFound } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { render, wordChanges, type Change } from '../web/index.ts';
import { isUnsettled, mayPublish, maySeeHead } from './article.ts';
import { decide } from './decide.ts';
import { DecisionForm } from './forms.ts';
import { textOf } from './meeting-page.ts';
import { outlined } from './outline.ts';
import { knowledgePaths } from './paths.ts';
import { memberAt, type AtArticle } from './place.ts';
import type { Knowledge } from './read-article.ts';
import { findReview } from './review-store.ts';
import { findRevision } from './revision-store.ts';

interface Exchange {
  req: Request;
  res: Response;
}

/** The latest words, what is asked of them, and what they would change for everybody. @throws NotFound when they are not theirs to see */
async function headOf(tx: Transaction, { member, article }: AtArticle) {
  if (!maySeeHead(article, member)) throw new NotFound('Not theirs to see');
  const head = await findRevision(tx, article.id, article.headNo);
  if (!head) throw new TypeError('An article without its words');
  const { publishedNo } = article;
  const read = publishedNo === null ? undefined : await findRevision(tx, article.id, publishedNo);
  const review = await findReview(tx, article.id, article.headNo);
  return {
    head,
    review,
    changes: read && isUnsettled(article) ? wordChanges(textOf(read), textOf(head)) : null,
  };
}

/** What was changed since somebody looked at this revision. */
async function changedSince(
  tx: Transaction,
  { article }: AtArticle,
  revisionNo: number,
): Promise<Change[] | null> {
  const seen = await findRevision(tx, article.id, revisionNo);
  const head = await findRevision(tx, article.id, article.headNo);
  return seen && head ? wordChanges(textOf(seen), textOf(head)) : null;
}

async function showWaiting(
  { db, show }: Knowledge,
  { req, res }: Exchange,
  {
    seen = null,
    values = {},
    errors = {},
  }: {
    /** The revision that a decision was meant for, where there is a later one. */
    seen?: number | null;
    values?: object;
    errors?: object;
  },
): Promise<void> {
  const session = personIn(req);
  const page = await db.within(session.organizationId, async (tx) => {
    const place = await memberAt(tx, session, req.params);
    const since = seen !== null && mayPublish(place.article, place.member);
    return {
      ...place,
      ...(await headOf(tx, place)),
      since: since ? await changedSince(tx, place, seen) : null,
    };
  });
  const { member, article, head, review } = page;
  const { id } = member.community;
  const html = await show({ req, res }, { html: head.html, communityId: id });
  render(req, res, 'knowledge/waiting', {
    section: 'knowledge',
    reader: member,
    ...page,
    html: outlined(html).html,
    isMet: seen !== null,
    isUnsettled: isUnsettled(article),
    isAsked: review !== undefined && review.decision === null,
    isAnswered: review?.decision === 'changes asked',
    mayDecide: mayPublish(article, member) && isUnsettled(article),
    action: knowledgePaths.decision(id, article.id),
    back: knowledgePaths.article(id, article.id),
    edit: knowledgePaths.edit(id, article.id),
    values,
    errors,
  });
}

/** `GET …/knowledge/<article>/waiting`: its latest words, for those who may see them before everybody does. */
export function waitingPage(knowledge: Knowledge) {
  return (req: Request, res: Response): Promise<void> => showWaiting(knowledge, { req, res }, {});
}

/** `POST …/knowledge/<article>/decision`: publishes the revision that was shown, or asks for changes of it. */
export function decideAboutArticle(knowledge: Knowledge) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = DecisionForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const { fieldErrors: errors } = z.flattenError(form.error);
      return showWaiting(knowledge, { req, res }, { values: req.body, errors });
    }
    try {
      const path = await knowledge.db.within(session.organizationId, async (tx) => {
        const place = await memberAt(tx, session, req.params);
        await decide(tx, place, form.data);
        return knowledgePaths.article(place.member.community.id, place.article.id);
      });
      return res.redirect(303, path);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      res.status(409);
      const { revision: seen, answer } = form.data;
      return showWaiting(knowledge, { req, res }, { seen, values: { answer } });
    }
  };
}
