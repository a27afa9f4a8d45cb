import type { Request, Response } from 'express';
import { memberWhoMay, topicsOf, type Member } from '../communities/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { KeyForm, ManyForm } from './forms.ts';
import { changeFor, changeMany, changing, undoChange } from './many.ts';
import { resourcePaths } from './paths.ts';

const keeper = (tx: Transaction, { req }: { req: Request }): Promise<Member> =>
  memberWhoMay(tx, personIn(req), { power: 'moderate', communityId: req.params['communityId'] });

/** `GET …/library/many`: what would be done to those that were ticked, to be confirmed. */
export function manyForm(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const wish = ManyForm.safeParse(req.query).data;
    const { organizationId } = personIn(req);
    const page = await db.within(organizationId, async (tx) => {
      const reader = await keeper(tx, { req });
      // Which topic is chosen on this very page: until then it would change all of them.
      const anything = wish && { ...wish, topic: wish.topic ?? newId() };
      return {
        reader,
        entries: anything ? await changing(tx, reader, anything) : [],
        topics: await topicsOf(tx, reader.community.id),
      };
    });
    const { id } = page.reader.community;
    render(req, res, 'resources/many', {
      ...page,
      section: 'library',
      act: wish?.act ?? 'withdraw',
      key: newId(),
      action: resourcePaths.many(id),
      library: resourcePaths.library(id),
    });
  };
}

/** `POST …/library/many`: does it, once for each form. */
export function changeThem(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const { organizationId, personId } = personIn(req);
    const wish = bodyOf(req, ManyForm);
    const { _key: key } = KeyForm.parse(req.body);
    const location = await once(db, { organizationId, personId, key }, async (tx) => {
      const member = await keeper(tx, { req });
      return resourcePaths.change(member.community.id, await changeMany(tx, member, wish));
    });
    res.redirect(303, location);
  };
}

/** `GET …/library/changes/<change>`: what was done, and the way back. */
export function changePage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const { organizationId } = personIn(req);
    const { reader, change } = await db.within(organizationId, async (tx) => {
      const member = await keeper(tx, { req });
      return { reader: member, change: await changeFor(tx, member, req.params['changeId']) };
    });
    const { id } = reader.community;
    render(req, res, 'resources/changed', {
      section: 'library',
      reader,
      act: change.act,
      count: Object.keys(change.before).length,
      isUndone: change.undoneAt !== null,
      action: resourcePaths.change(id, change.id),
      library: resourcePaths.library(id),
    });
  };
}

/** `POST …/library/changes/<change>`: takes it back. */
export function undoThem(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const { organizationId } = personIn(req);
    const { changeId } = req.params;
    const path = await db.within(organizationId, async (tx) => {
      const member = await keeper(tx, { req });
      await undoChange(tx, member, changeId);
      return resourcePaths.change(member.community.id, String(changeId));
    });
    res.redirect(303, path);
  };
}
