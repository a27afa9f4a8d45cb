import type { Request, Response } from 'express';
import {
  memberOf,
  owedExpectations,
  writerOf,
  writingErrors,
  type Member,
} from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { Conflict, Forbidden } from '../errors.ts';
import { bytesPerMb, filesIn, tellRefused } from '../files/index.ts';
import { isReviewer, knowledgePaths } from '../knowledge/index.ts';
import { once } from '../people/index.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import type { Bringing } from './attach.ts';
import { bringIn } from './bring-in.ts';
import { BringForm, WishForm } from './forms.ts';
import { lookAt, type Looked } from './look.ts';
import { documentPaths } from './paths.ts';
import { mostArticles, type Plan } from './plan.ts';

interface Exchange {
  req: Request;
  res: Response;
}

/** @throws NotFound | Forbidden when they may not publish here */
async function publisherOf(
  tx: Transaction,
  session: PersonalSession,
  communityId: unknown,
): Promise<Member> {
  const member = await memberOf(tx, session, communityId);
  if (!(await isReviewer(tx, member))) throw new Forbidden('For those who publish');
  return member;
}

async function showForm(
  { db, files }: Bringing,
  { req, res }: Exchange,
  sent?: { looked?: Looked; errors: object },
): Promise<void> {
  const session = personIn(req);
  const reader = await db.within(session.organizationId, (tx) =>
    publisherOf(tx, session, req.params['communityId']),
  );
  const { id } = reader.community;
  render(req, res, 'documents/choose', {
    section: 'knowledge',
    reader,
    arrange: knowledgePaths.arrange(id),
    action: documentPaths.home(id),
    mostArticles,
    mostMb: files.limits.fileBytes / bytesPerMb,
    left: sent?.looked?.left ?? [],
    errors: sent?.errors ?? {},
  });
}

/** `GET …/documents`: where files are chosen that are to become articles. */
export function documentsForm(bringing: Bringing) {
  return (req: Request, res: Response): Promise<void> => showForm(bringing, { req, res });
}

async function showPlan(
  { db }: Bringing,
  { req, res }: Exchange,
  { plan, left, errors }: Looked & { errors: object },
): Promise<void> {
  const session = personIn(req);
  const { reader, expectations } = await db.within(session.organizationId, async (tx) => {
    const reader = await publisherOf(tx, session, req.params['communityId']);
    return { reader, expectations: await owedExpectations(tx, reader) };
  });
  const { id } = reader.community;
  render(req, res, 'documents/plan', {
    section: 'knowledge',
    reader,
    expectations,
    again: documentPaths.home(id),
    action: documentPaths.articles(id),
    plan: JSON.stringify(plan),
    articles: plan.map(({ title, folders }) => ({ title, place: folders.join(' › ') })),
    left,
    errors,
  });
}

/** `POST …/documents`: looks at what was chosen, and shows what it would become. Nothing has become it yet. */
export function lookAtDocuments(bringing: Bringing) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { community } = await bringing.db.within(organizationId, (tx) =>
      publisherOf(tx, session, req.params['communityId']),
    );
    const { files, hasMore } = filesIn(req);
    const giver = { organizationId, communityId: community.id, personId };
    const { limits } = bringing.files;
    const looked = await lookAt(bringing, giver, files, (refused, name) =>
      tellRefused({ req, res }, refused, { name, limits }),
    );
    if (hasMore) looked.left.push({ path: '…', reason: 'many' });
    if (looked.plan.length > 0) return showPlan(bringing, { req, res }, { ...looked, errors: {} });
    res.status(422);
    const error = files.length === 0 ? 'document.none' : 'document.nothing';
    return showForm(bringing, { req, res }, { looked, errors: { files: [error] } });
  };
}

/** `POST …/documents/articles`: has them become articles, one after another, and each once. */
export function bringDocuments(bringing: Bringing) {
  const { db } = bringing;
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { communityId } = req.params;
    const { community } = await db.within(organizationId, (tx) =>
      publisherOf(tx, session, communityId),
    );
    const sent = BringForm.safeParse(req.body);
    if (!sent.success) {
      res.status(422);
      const errors = { files: ['document.plan.missing'] };
      return showForm(bringing, { req, res }, { errors });
    }
    const again = (errors: object, plan: Plan) => {
      res.status(422);
      return showPlan(bringing, { req, res }, { plan, left: [], errors });
    };
    const form = WishForm.safeParse(req.body);
    const errors = await writingErrors(db, req, form.error);
    if (!form.success || errors) return again(errors ?? {}, sent.data.plan);
    const { wish, accepted } = form.data;
    try {
      for (const article of sent.data.plan)
        await once(db, { organizationId, personId, key: article.id }, async (tx) =>
          bringIn(tx, await writerOf(tx, session, communityId, accepted), { article, wish }),
        );
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      // What came before it is in; sent again, only the rest comes.
      return again({ plan: ['document.noRoom'] }, sent.data.plan);
    }
    return res.redirect(303, knowledgePaths.home(community.id));
  };
}
