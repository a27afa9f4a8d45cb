import type { Request, Response } from 'express';
import { z } from 'zod';
import { findReader } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { sharedLibraryPath } from '../reach/index.ts';
import { signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { isCollectionForEverybody } from './collection.ts';
import { itemLine } from './collection-page.ts';
import { collectionPaths } from './collection-paths.ts';
import { findCollection, itemsOf } from './collection-store.ts';
import { resourcePaths } from './paths.ts';
import { isForEverybody } from './resource.ts';

/**
 * `GET /collections/<id>`: the address to keep, as that of a resource. Of what stands in the collection everybody sees
 * what is itself for everybody, and is told of nothing else.
 */
export function findCollectionAgain(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const found = await db.within(session.organizationId, async (tx) => {
      const id = z.uuid().safeParse(req.params['collectionId']).data;
      const collection = id && (await findCollection(tx, id));
      if (!collection) throw new NotFound('No such collection');
      const { community, reader } = await findReader(tx, session, collection.communityId);
      if (reader) return { path: collectionPaths.collection(community.id, id) };
      if (!isCollectionForEverybody(collection)) throw new NotFound('Not for everybody');
      return { community, collection, items: await itemsOf(tx, id) };
    });
    if (found.path !== undefined) return res.redirect(303, found.path);
    const { community, collection, items } = found;
    return render(req, res, 'resources/shared-collection', {
      layout: 'bare',
      collection,
      items: items
        .filter(isForEverybody)
        .map((item) => itemLine(item, resourcePaths.lasting(item.id))),
      communityName: community.name,
      library: sharedLibraryPath,
    });
  };
}
