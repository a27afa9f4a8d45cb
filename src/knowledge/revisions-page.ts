import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Reader } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { Conflict, NotFound } from '../errors.ts';
import { personIn, signedIn } from '../sessions/index.ts';
import { nearChanges, render, wordChanges } from '../web/index.ts';
import { mayPublish, type Article } from './article.ts';
import { bringBack } from './decide.ts';
import { BringBackForm, RevisionNo, RevisionsQuery } from './forms.ts';
import { textOf } from './meeting-page.ts';
import { outlined } from './outline.ts';
import { knowledgePaths } from './paths.ts';
import { memberAt, readerAt } from './place.ts';
import type { Knowledge } from './read-article.ts';
import { findRevision, revisionsOf, type Revision } from './revision-store.ts';

const revisionsPerPage = 10;

/** Which wordings they see: all of them, or those that everybody read and their own. */
function sightOf(article: Article, reader: Reader) {
  const isOwner = article.isOwned && reader.role !== 'visitor';
  return { isAll: mayPublish(article, reader) || isOwner, personId: reader.personId };
}

/** A revision, and what it changed in the one before it. */
function lineOf(article: Article, revision: Revision, before: Revision | undefined) {
  const changes = wordChanges(before ? textOf(before) : null, textOf(revision));
  return {
    ...revision,
    path: knowledgePaths.revision(article.communityId, article.id, revision.revisionNo),
    isRead: revision.revisionNo === article.publishedNo,
    isFirst: !before,
    changes: before ? nearChanges(changes) : [],
  };
}

/** `GET …/knowledge/<article>/revisions`: every wording that everybody read, and their own, the newest first, with what it changed. */
export function revisionsPage({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { before } = RevisionsQuery.parse(req.query);
    const { reader, article, found } = await db.within(session.organizationId, async (tx) => {
      const place = await readerAt(tx, session, req.params);
      const sight = sightOf(place.article, place.reader);
      const page = { before, limit: revisionsPerPage + 1 };
      return { ...place, found: await revisionsOf(tx, place.article.id, sight, page) };
    });
    const { id } = reader.community;
    const path = knowledgePaths.revisions(id, article.id);
    const shown = found.slice(0, revisionsPerPage);
    const last = found.length > revisionsPerPage ? shown.at(-1) : undefined;
    render(req, res, 'knowledge/revisions', {
      section: 'knowledge',
      reader,
      article,
      back: knowledgePaths.article(id, article.id),
      revisions: shown.map((revision, index) => lineOf(article, revision, found[index + 1])),
      first: before && path,
      next: last && `${path}?${new URLSearchParams({ before: `${last.revisionNo}` }).toString()}`,
    });
  };
}

/** One wording, and the one that everybody read before it. @throws NotFound */
async function wordingAt(
  tx: Transaction,
  { reader, article }: { reader: Reader; article: Article },
  named: unknown,
) {
  const revisionNo = RevisionNo.safeParse(named).data;
  const revision = revisionNo && (await findRevision(tx, article.id, revisionNo));
  if (!revision) throw new NotFound('No such revision');
  const sight = sightOf(article, reader);
  const isSeen = sight.isAll || revision.writerId === sight.personId;
  if (revision.publishedAt === null && !isSeen) throw new NotFound('Not theirs to see');
  const earlier = { before: revision.revisionNo, limit: 1 };
  const [before] = await revisionsOf(tx, article.id, sight, earlier);
  return { revision, before };
}

async function showRevision(
  { db, show }: Knowledge,
  { req, res }: { req: Request; res: Response },
  sent?: { values: object; errors: object },
): Promise<void> {
  const session = signedIn(req);
  const page = await db.within(session.organizationId, async (tx) => {
    const place = await readerAt(tx, session, req.params);
    return { ...place, ...(await wordingAt(tx, place, req.params['revisionNo'])) };
  });
  const { reader, article, revision, before } = page;
  const { id } = reader.community;
  const html = await show({ req, res }, { html: revision.html, communityId: id });
  render(req, res, 'knowledge/revision', {
    section: 'knowledge',
    ...page,
    html: outlined(html).html,
    changes: before ? wordChanges(textOf(before), textOf(revision)) : null,
    back: knowledgePaths.revisions(id, article.id),
    path: knowledgePaths.revision(id, article.id, revision.revisionNo),
    isRead: revision.revisionNo === article.publishedNo,
    mayBringBack: mayPublish(article, reader) && revision.revisionNo !== article.publishedNo,
    base: article.headNo,
    values: sent?.values ?? {},
    errors: sent?.errors ?? {},
  });
}

/** `GET …/knowledge/<article>/revisions/<number>`: the article as it was. */
export function revisionPage(knowledge: Knowledge) {
  return (req: Request, res: Response): Promise<void> => showRevision(knowledge, { req, res });
}

/** `POST …/knowledge/<article>/revisions/<number>`: has everybody read these words again. */
export function bringBackRevision(knowledge: Knowledge) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const again = (status: 409 | 422, errors: object) => {
      res.status(status);
      return showRevision(knowledge, { req, res }, { values: req.body, errors });
    };
    const form = BringBackForm.safeParse(req.body);
    if (!form.success) return again(422, z.flattenError(form.error).fieldErrors);
    try {
      const path = await knowledge.db.within(session.organizationId, async (tx) => {
        const place = await memberAt(tx, session, req.params);
        const { member, article } = place;
        const { revision } = await wordingAt(
          tx,
          { reader: member, article },
          req.params['revisionNo'],
        );
        await bringBack(tx, place, { ...form.data, revisionNo: revision.revisionNo });
        return knowledgePaths.article(member.community.id, article.id);
      });
      return res.redirect(303, path);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      return again(409, { base: ['article.changedMeanwhile'] });
    }
  };
}
