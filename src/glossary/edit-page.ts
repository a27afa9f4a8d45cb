import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { knowledgePaths } from '../knowledge/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { editorAt } from './editor.ts';
import { TermForm } from './forms.ts';
import { glossaryPaths } from './paths.ts';
import type { Term } from './store.ts';
import { changeTerm, Refused } from './write.ts';

const valuesOf = (communityId: string, { term, meaning, articleId }: Term) => ({
  term,
  meaning,
  article: articleId && knowledgePaths.article(communityId, articleId),
});

async function showForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  sent?: { values: object; errors: object },
): Promise<void> {
  const session = personIn(req);
  const { member, term } = await db.within(session.organizationId, (tx) =>
    editorAt(tx, session, req.params),
  );
  const { id } = member.community;
  render(req, res, 'glossary/edit', {
    section: 'knowledge',
    reader: member,
    term,
    action: glossaryPaths.term(id, term.id),
    removal: glossaryPaths.removal(id, term.id),
    back: glossaryPaths.at(id, term.id),
    values: sent?.values ?? valuesOf(id, term),
    errors: sent?.errors ?? {},
  });
}

/** `GET …/knowledge/glossary/<term>`: a term, to be worded otherwise. */
export function editForm({ db }: { db: Database }) {
  return (req: Request, res: Response): Promise<void> => showForm(db, { req, res });
}

/** `POST …/knowledge/glossary/<term>`: words it otherwise. */
export function saveTerm({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = TermForm.safeParse(req.body);
    try {
      const path = await db.within(session.organizationId, async (tx) => {
        const place = await editorAt(tx, session, req.params);
        const { id } = place.member.community;
        if (!form.success) throw new Refused(z.flattenError(form.error).fieldErrors);
        await changeTerm(tx, place, form.data);
        return glossaryPaths.at(id, place.term.id);
      });
      return res.redirect(303, path);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      res.status(422);
      return showForm(db, { req, res }, { values: req.body, errors: error.fields });
    }
  };
}
