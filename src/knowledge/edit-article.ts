import type { Request, Response } from 'express';
import { owedExpectations, writerOf, writingErrors } from '../communities/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { Conflict } from '../errors.ts';
import { fileProblemsIn } from '../files/index.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { draftFor, endDraft, othersWriting } from '../writing/index.ts';
import { isUnsettled, maySeeHead } from './article.ts';
import { draftOf, formFor } from './form-page.ts';
import { BaseOf, ChangeForm } from './forms.ts';
import { showMeeting } from './meeting-page.ts';
import { knowledgePaths } from './paths.ts';
import { memberAt, type AtArticle } from './place.ts';
import { findRevision } from './revision-store.ts';
import { change } from './write.ts';

interface Exchange {
  req: Request;
  res: Response;
}

/** Whoever has a draft this fresh is probably still at it. */
const freshMs = 24 * 3_600_000;

async function beginningOf(tx: Transaction, place: AtArticle) {
  const { member, article } = place;
  const { personId } = member;
  const target = draftOf(article.id);
  const begun = await draftFor(tx, { personId }, target);
  const head = await findRevision(tx, article.id, article.headNo);
  const words = { title: head?.title, body: head?.source, base: article.headNo };
  return {
    values: { _key: newId(), ...words, ...begun },
    isRestored: begun !== null,
    isBehind: begun !== null && BaseOf.parse(begun).base !== article.headNo,
    others: await othersWriting(tx, { personId, target }, new Date(Date.now() - freshMs)),
  };
}

async function showForm(
  db: Database,
  { req, res }: Exchange,
  sent?: { values: object; errors: object },
): Promise<void> {
  const session = personIn(req);
  const page = await db.within(session.organizationId, async (tx) => {
    const place = await memberAt(tx, session, req.params);
    if (!maySeeHead(place.article, place.member)) return { place, beginning: null };
    const beginning = sent ?? (await beginningOf(tx, place));
    return { place, beginning, expectations: await owedExpectations(tx, place.member) };
  });
  const { place, beginning, expectations } = page;
  if (!beginning) return showMeeting(db, { req, res }, { values: null });
  render(req, res, 'knowledge/edit', {
    ...formFor(place),
    errors: {},
    ...beginning,
    expectations,
    isWaiting: isUnsettled(place.article) && place.article.publishedNo !== null,
  });
}

/** `GET …/knowledge/<article>/edit`: its latest words, to be changed. */
export function editForm({ db }: { db: Database }) {
  return (req: Request, res: Response): Promise<void> => showForm(db, { req, res });
}

/** `POST …/knowledge/<article>`: changes it, once for each form, unless somebody else did meanwhile. */
export function saveArticle({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const form = ChangeForm.safeParse(req.body);
    const lacksFiles = fileProblemsIn(req).length > 0;
    const errors = await writingErrors(db, req, form.error);
    if (!form.success || errors || lacksFiles) {
      res.status(422);
      const wrong = { ...errors, ...(lacksFiles && { files: ['file.notTaken'] }) };
      return showForm(db, { req, res }, { values: req.body, errors: wrong });
    }
    const { _key: key, accepted } = form.data;
    try {
      const location = await once(db, { organizationId, personId, key }, async (tx) => {
        const member = await writerOf(tx, session, req.params['communityId'], accepted);
        const { article } = await memberAt(tx, session, req.params);
        await change(tx, { member, article }, form.data);
        await endDraft(tx, session, draftOf(article.id), key);
        return knowledgePaths.article(member.community.id, article.id);
      });
      return res.redirect(303, location);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return showMeeting(db, { req, res }, { values: form.data });
    }
  };
}
