import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { findToAdd } from './find-to-add.ts';
import { RelationForm, RelationQuery } from './forms.ts';
import { resourcePaths } from './paths.ts';
import { memberAt } from './place.ts';
import { changeRelation, checkMayRelate } from './relate.ts';
import { relatedTo } from './relation-store.ts';
import { Refused } from './write.ts';

async function showPage(
  db: Database,
  { req, res }: { req: Request; res: Response },
  sent?: { values: object; errors: object },
): Promise<void> {
  const session = personIn(req);
  const { words } = RelationQuery.parse(req.query);
  const page = await db.within(session.organizationId, async (tx) => {
    const place = await memberAt(tx, session, req.params);
    checkMayRelate(place);
    const related = await relatedTo(tx, place.resource.id);
    const known = [place.resource, ...related];
    const found = await findToAdd(tx, place.member.community.id, { words, known });
    return { ...place, related, found };
  });
  const { member, resource, related, found } = page;
  const { id } = member.community;
  render(req, res, 'resources/relations', {
    section: 'library',
    reader: member,
    resource,
    related,
    found,
    words,
    action: resourcePaths.relations(id, resource.id),
    back: resourcePaths.resource(id, resource.id),
    values: sent?.values ?? { as: 'related' },
    errors: sent?.errors ?? {},
  });
}

/** `GET …/library/<resource>/relations`: what replaces it and what belongs with it, to be changed. */
export function relationsPage(db: Database) {
  return (req: Request, res: Response): Promise<void> => showPage(db, { req, res });
}

/** `POST …/library/<resource>/relations`: changes it. */
export function relateResource(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const again = (errors: object) => {
      res.status(422);
      return showPage(db, { req, res }, { values: req.body, errors });
    };
    const form = RelationForm.safeParse(req.body);
    if (!form.success) return again(z.flattenError(form.error).fieldErrors);
    try {
      const path = await db.within(session.organizationId, async (tx) => {
        const place = await memberAt(tx, session, req.params);
        await changeRelation(tx, place, form.data);
        const { id } = place.member.community;
        return form.data.wish === 'give'
          ? resourcePaths.resource(id, place.resource.id)
          : resourcePaths.relations(id, place.resource.id);
      });
      return res.redirect(303, path);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return again(error.errors);
    }
  };
}
