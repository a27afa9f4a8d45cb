import type { Request, Response } from 'express';
import { z } from 'zod';
import { readerOf } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { articlesNamed, knowledgePaths } from '../knowledge/index.ts';
import { personIn, signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { editorOf, mayWord } from './editor.ts';
import { TermForm } from './forms.ts';
import { glossaryPaths } from './paths.ts';
import { termsOf } from './store.ts';
import { addTerm, Refused } from './write.ts';

async function showList(
  db: Database,
  { req, res }: { req: Request; res: Response },
  sent?: { values: object; errors: object },
): Promise<void> {
  const session = signedIn(req);
  const { reader, terms, articles, isEditor } = await db.within(
    session.organizationId,
    async (tx) => {
      const reader = await readerOf(tx, session, req.params['communityId']);
      const { id } = reader.community;
      const terms = await termsOf(tx, id);
      const ids = terms.flatMap(({ articleId }) => articleId ?? []);
      const articles = await articlesNamed(tx, id, ids);
      return { reader, terms, articles, isEditor: await mayWord(tx, reader) };
    },
  );
  const { id } = reader.community;
  render(req, res, 'glossary/list', {
    section: 'knowledge',
    reader,
    knowledge: knowledgePaths.home(id),
    terms: terms.map((each) => ({
      ...each,
      article: each.articleId && articles.get(each.articleId),
      edit: isEditor && glossaryPaths.term(id, each.id),
    })),
    add: isEditor && glossaryPaths.list(id),
    values: sent?.values ?? {},
    errors: sent?.errors ?? {},
  });
}

/** `GET …/knowledge/glossary`: what the community means by its words. */
export function glossaryPage({ db }: { db: Database }) {
  return (req: Request, res: Response): Promise<void> => showList(db, { req, res });
}

/** `POST …/knowledge/glossary`: adds a term, and leads to it. */
export function createTerm({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = TermForm.safeParse(req.body);
    const refuse = (errors: object) => {
      res.status(422);
      return showList(db, { req, res }, { values: req.body, errors });
    };
    try {
      const path = await db.within(session.organizationId, async (tx) => {
        const member = await editorOf(tx, session, req.params);
        if (!form.success) throw new Refused(z.flattenError(form.error).fieldErrors);
        return glossaryPaths.at(member.community.id, await addTerm(tx, member, form.data));
      });
      return res.redirect(303, path);
    } catch (error) {
      if (error instanceof Refused) return refuse(error.fields);
      throw error;
    }
  };
}
