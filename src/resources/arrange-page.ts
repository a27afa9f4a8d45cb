import type { Request, Response } from 'express';
import type { Database } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { arrange, checkMayArrange, standCollection } from './collect.ts';
import { ArrangeForm, ArrangeQuery, CollectForm } from './collection-forms.ts';
import { itemLine } from './collection-page.ts';
import { collectionPaths } from './collection-paths.ts';
import { collectionFor, memberAtCollection } from './collection-place.ts';
import { itemsOf } from './collection-store.ts';
import { findToAdd } from './find-to-add.ts';
import { StandingForm } from './forms.ts';
import { resourcePaths } from './paths.ts';
import { memberAt } from './place.ts';

/** `GET …/collections/<collection>/items`: what stands in it, to be moved, taken out and added to. */
export function arrangePage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { words } = ArrangeQuery.parse(req.query);
    const page = await db.within(session.organizationId, async (tx) => {
      const place = await memberAtCollection(tx, session, req.params);
      checkMayArrange(place);
      const items = await itemsOf(tx, place.collection.id);
      const found = await findToAdd(tx, place.member.community.id, { words, known: items });
      return { ...place, items, found };
    });
    const { member, collection, items, found } = page;
    const { id } = member.community;
    render(req, res, 'resources/arrange', {
      section: 'library',
      reader: member,
      collection,
      words,
      found,
      items: items.map((item, index) => ({
        ...itemLine(item, resourcePaths.resource(id, item.id)),
        isFirst: index === 0,
        isLast: index === items.length - 1,
        isWithdrawn: item.standing === 'withdrawn',
      })),
      action: collectionPaths.items(id, collection.id),
      back: collectionPaths.collection(id, collection.id),
    });
  };
}

/** `POST …/collections/<collection>/items`: does one thing with one resource, and leads back to where it is. */
export function arrangeItems(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const wish = bodyOf(req, ArrangeForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const place = await memberAtCollection(tx, session, req.params);
      await arrange(tx, place, wish);
      return collectionPaths.items(place.member.community.id, place.collection.id);
    });
    res.redirect(303, wish.act === 'remove' ? path : `${path}#item-${wish.resource}`);
  };
}

/** `POST …/library/<resource>/collections`: puts it at the end of a collection. */
export function collectResource(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const wish = bodyOf(req, CollectForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const { member, resource } = await memberAt(tx, session, req.params);
      const collection = await collectionFor(tx, member, wish.collection);
      await arrange(tx, { member, collection }, { act: 'add', resource: resource.id });
      return resourcePaths.resource(member.community.id, resource.id);
    });
    res.redirect(303, path);
  };
}

/** `POST …/collections/<collection>/standing`: withdraws it, or shows it again. */
export function standOfCollection(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { standing } = bodyOf(req, StandingForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const place = await memberAtCollection(tx, session, req.params);
      await standCollection(tx, place, standing);
      return collectionPaths.collection(place.member.community.id, place.collection.id);
    });
    res.redirect(303, path);
  };
}
