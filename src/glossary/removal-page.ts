import type { Request, Response } from 'express';
import type { Database } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { editorAt, editorOf, termAt } from './editor.ts';
import { glossaryPaths } from './paths.ts';
import { removeTerm } from './write.ts';

/** `GET …/knowledge/glossary/<term>/removal`: what would be taken out, before it is. */
export function removalPage({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { member, term } = await db.within(session.organizationId, (tx) =>
      editorAt(tx, session, req.params),
    );
    const { id } = member.community;
    render(req, res, 'glossary/remove', {
      section: 'knowledge',
      reader: member,
      term,
      action: glossaryPaths.removal(id, term.id),
      list: glossaryPaths.list(id),
      back: glossaryPaths.at(id, term.id),
    });
  };
}

/** `POST …/knowledge/glossary/<term>/removal`: takes it out; one that is gone already is as good. */
export function takeOut({ db }: { db: Database }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const path = await db.within(session.organizationId, async (tx) => {
      const member = await editorOf(tx, session, req.params);
      const term = await termAt(tx, member, req.params);
      if (term) await removeTerm(tx, { member, term });
      return glossaryPaths.list(member.community.id);
    });
    res.redirect(303, path);
  };
}
