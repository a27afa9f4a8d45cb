import type { Request, Response } from 'express';
import {
  memberOf,
  owedExpectations,
  topicsOf,
  writerOf,
  writingErrors,
} from '../communities/index.ts';
import { newId, type Database } from '../db/index.ts';
import { fileProblemsIn } from '../files/index.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { render, wordsFor } from '../web/index.ts';
import { draftFor, endDraft } from '../writing/index.ts';
import { articleKinds, type ArticleKind } from './article.ts';
import { NewArticleForm, NewQuery } from './forms.ts';
import { knowledgePaths } from './paths.ts';
import { isReviewer } from './place.ts';
import { inReadingOrder } from './section.ts';
import { sectionsOf } from './section-store.ts';
import { templateOf } from './template.ts';
import { write } from './write.ts';

interface Exchange {
  req: Request;
  res: Response;
}

/** Each kind has a draft of its own, so that looking at another loses nothing. */
const draftOf = (kind: ArticleKind, communityId: string) =>
  `article:new:${kind.replace('-', '')}:${communityId}`;

/** Whoever writes nothing yet chooses what it is to be. */
async function chooseKind(db: Database, { req, res }: Exchange): Promise<void> {
  const session = personIn(req);
  const { section } = NewQuery.parse(req.query);
  const reader = await db.within(session.organizationId, (tx) =>
    memberOf(tx, session, req.params['communityId']),
  );
  const { id } = reader.community;
  render(req, res, 'knowledge/kinds', {
    section: 'knowledge',
    reader,
    knowledge: knowledgePaths.home(id),
    kinds: articleKinds.map((kind) => ({
      kind,
      path: knowledgePaths.formOf(id, { kind, ...(section && { section }) }),
    })),
  });
}

async function showForm(
  db: Database,
  { req, res }: Exchange,
  {
    kind,
    section,
    sent,
  }: {
    kind: ArticleKind;
    section: string | null;
    sent?: { values: object; errors: object };
  },
): Promise<void> {
  const session = personIn(req);
  const template = templateOf(kind, wordsFor(req, res));
  const page = await db.within(session.organizationId, async (tx) => {
    const reader = await memberOf(tx, session, req.params['communityId']);
    const { id } = reader.community;
    const begun = sent ? null : await draftFor(tx, session, draftOf(kind, id));
    return {
      reader,
      mayPublish: await isReviewer(tx, reader),
      sections: inReadingOrder(await sectionsOf(tx, id)),
      topics: await topicsOf(tx, id),
      expectations: await owedExpectations(tx, reader),
      isRestored: begun !== null,
      values: sent?.values ?? { _key: newId(), body: template, section, ...begun },
    };
  });
  const { id } = page.reader.community;
  render(req, res, 'knowledge/new', {
    ...page,
    section: 'knowledge',
    kind,
    draft: draftOf(kind, id),
    action: knowledgePaths.home(id),
    kinds: knowledgePaths.form(id),
    mayKeep: true,
    errors: sent?.errors ?? {},
  });
}

/** `GET …/knowledge/new`: which kind of article; and with one chosen, the form to write it. */
export function newArticle({ db }: { db: Database }) {
  return (req: Request, res: Response): Promise<void> => {
    const { kind, section } = NewQuery.parse(req.query);
    return kind ? showForm(db, { req, res }, { kind, section }) : chooseKind(db, { req, res });
  };
}

/** `POST …/knowledge`: writes an article, once for each form. */
export function createArticle({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { communityId } = req.params;
    const form = NewArticleForm.safeParse(req.body);
    const lacksFiles = fileProblemsIn(req).length > 0;
    const errors = await writingErrors(db, req, form.error);
    if (!form.success || errors || lacksFiles) {
      res.status(422);
      const { kind, section } = NewQuery.parse(req.body);
      const wrong = { ...errors, ...(lacksFiles && { files: ['file.notTaken'] }) };
      const sent = { values: req.body, errors: wrong };
      return showForm(db, { req, res }, { kind: kind ?? 'page', section, sent });
    }
    const { _key: key, accepted, kind } = form.data;
    const location = await once(db, { organizationId, personId, key }, async (tx) => {
      const member = await writerOf(tx, session, communityId, accepted);
      const { id } = member.community;
      await endDraft(tx, session, draftOf(kind, id), key);
      return knowledgePaths.article(id, (await write(tx, member, form.data)).id);
    });
    return res.redirect(303, location);
  };
}
