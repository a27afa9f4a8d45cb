import type { Request, Response } from 'express';
import { z } from 'zod';
import { memberOf, owedExpectations, writerOf, writingErrors } from '../communities/index.ts';
import { newId, type Database } from '../db/index.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { checkMayArrange, collect, editCollection } from './collect.ts';
import { CollectionForm, EditCollectionForm } from './collection-forms.ts';
import { collectionPaths } from './collection-paths.ts';
import { memberAtCollection } from './collection-place.ts';
import type { Typed } from './form-page.ts';

type Exchange = { req: Request; res: Response };

async function showNew(db: Database, { req, res }: Exchange, sent?: Typed): Promise<void> {
  const session = personIn(req);
  const { reader, expectations } = await db.within(session.organizationId, async (tx) => {
    const member = await memberOf(tx, session, req.params['communityId']);
    return { reader: member, expectations: await owedExpectations(tx, member) };
  });
  const list = collectionPaths.list(reader.community.id);
  render(req, res, 'resources/collect', {
    section: 'library',
    reader,
    expectations,
    action: list,
    back: list,
    isNew: true,
    values: sent?.values ?? { _key: newId() },
    errors: sent?.errors ?? {},
  });
}

/** `GET /communities/<id>/collections/new`: the form to begin one. */
export function newCollectionForm(db: Database) {
  return (req: Request, res: Response): Promise<void> => showNew(db, { req, res });
}

/** `POST /communities/<id>/collections`: begins it, once for each form, and leads to where it is filled. */
export function makeCollection(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { communityId } = req.params;
    const form = CollectionForm.safeParse(req.body);
    const errors = await writingErrors(db, req, form.error);
    if (!form.success || errors) {
      res.status(422);
      return showNew(db, { req, res }, { values: req.body, errors: errors ?? {} });
    }
    const { _key: key, accepted } = form.data;
    const location = await once(db, { organizationId, personId, key }, async (tx) => {
      const member = await writerOf(tx, session, communityId, accepted);
      return collectionPaths.items(member.community.id, await collect(tx, member, form.data));
    });
    return res.redirect(303, location);
  };
}

async function showEdit(db: Database, { req, res }: Exchange, sent?: Typed): Promise<void> {
  const session = personIn(req);
  const { member, collection } = await db.within(session.organizationId, async (tx) => {
    const place = await memberAtCollection(tx, session, req.params);
    checkMayArrange(place);
    return place;
  });
  const path = collectionPaths.collection(member.community.id, collection.id);
  render(req, res, 'resources/collect', {
    section: 'library',
    reader: member,
    action: path,
    back: path,
    isNew: false,
    values: sent?.values ?? { title: collection.title, about: collection.aboutSource },
    errors: sent?.errors ?? {},
  });
}

/** `GET …/collections/<collection>/edit`: what it is called and what is said of it, to be changed. */
export function editCollectionForm(db: Database) {
  return (req: Request, res: Response): Promise<void> => showEdit(db, { req, res });
}

/** `POST …/collections/<collection>`: changes it. */
export function changeCollection(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = EditCollectionForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const { fieldErrors: errors } = z.flattenError(form.error);
      return showEdit(db, { req, res }, { values: req.body, errors });
    }
    const path = await db.within(session.organizationId, async (tx) => {
      const place = await memberAtCollection(tx, session, req.params);
      await editCollection(tx, place, form.data);
      return collectionPaths.collection(place.member.community.id, place.collection.id);
    });
    return res.redirect(303, path);
  };
}
