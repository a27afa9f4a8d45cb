import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { Conflict } from '../errors.ts';
import { changeReach, ReachForm } from '../reach/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf } from '../web/index.ts';
import { lockResources } from './change-store.ts';
import { collectionPaths } from './collection-paths.ts';
import { memberAtCollection } from './collection-place.ts';
import { lockCollection } from './collection-store.ts';
import { resourcePaths } from './paths.ts';
import { memberAt } from './place.ts';
import { contentMark, openedCollection, openedResource } from './reach.ts';

const ResourceReachForm = ReachForm.extend({ seen: z.string().max(2000).optional() });

/**
 * `POST …/library/<resource>/reach`: who may read it. Whoever lets everybody read it means the file or the address
 * that they saw.
 */
export function changeReachOfResource(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { wish, seen } = bodyOf(req, ResourceReachForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const found = await memberAt(tx, session, req.params);
      await lockResources(tx, found.member.community.id, [found.resource.id]);
      const { member, resource } = await memberAt(tx, session, req.params);
      if (wish === 'widen' && seen !== undefined && seen !== contentMark(resource))
        throw new Conflict('It is another one by now');
      await changeReach(tx, { member, ...openedResource(member, resource) }, wish);
      return resourcePaths.resource(member.community.id, resource.id);
    });
    res.redirect(303, path);
  };
}

/** `POST …/collections/<collection>/reach`: who may read it. */
export function changeReachOfCollection(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { wish } = bodyOf(req, ReachForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const found = await memberAtCollection(tx, session, req.params);
      await lockCollection(tx, found.collection.id);
      const { member, collection } = await memberAtCollection(tx, session, req.params);
      await changeReach(tx, { member, ...openedCollection(member, collection) }, wish);
      return collectionPaths.collection(member.community.id, collection.id);
    });
    res.redirect(303, path);
  };
}
