import type { Request, Response } from 'express';
import { communityPaths, may, type Member, type Reader } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { filePaths } from '../files/index.ts';
import { reachShown } from '../reach/index.ts';
import { signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { mayArrange, mayStandCollection } from './collection.ts';
import { collectionPaths } from './collection-paths.ts';
import { readerAtCollection } from './collection-place.ts';
import { itemsOf, type CollectionItem } from './collection-store.ts';
import { resourcePaths } from './paths.ts';
import { openedCollection } from './reach.ts';
import { isForEverybody } from './resource.ts';

function isMember(reader: Reader): reader is Member {
  return reader.role !== 'visitor';
}

/** A resource as a line of a collection. */
export function itemLine(item: CollectionItem, path: string) {
  const { kind, fileId, pictureId, url } = item;
  const shownId = kind === 'picture' ? fileId : pictureId;
  return {
    ...item,
    path,
    host: url && new URL(url).host,
    picture: shownId && filePaths.file(shownId),
  };
}

/** `GET …/collections/<collection>`: what stands in it, in its order. */
export function collectionPage({ db, publicUrl }: { db: Database; publicUrl: URL }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { reader, collection, items, reach } = await db.within(
      session.organizationId,
      async (tx) => {
        const place = await readerAtCollection(tx, session, req.params);
        const { opened, sight } = openedCollection(place.reader, place.collection);
        const reach = await reachShown(tx, opened, sight);
        return { ...place, reach, items: await itemsOf(tx, place.collection.id) };
      },
    );
    const { id } = reader.community;
    const isShown = collection.standing === 'shown';
    render(req, res, 'resources/collection', {
      section: 'library',
      reader,
      collection,
      isShown,
      isHeldBack: !isShown && collection.stoodBy !== collection.makerId,
      reach,
      reachPath: collectionPaths.reach(id, collection.id),
      secondPairPath: may(reader.role, 'lead') && communityPaths.roles(id),
      items: items
        .filter(({ standing }) => standing === 'shown')
        .map((item) => ({
          ...itemLine(item, resourcePaths.resource(id, item.id)),
          isHidden: reach.isForEverybody && !isForEverybody(item),
        })),
      address: new URL(collectionPaths.lasting(collection.id), publicUrl).href,
      collections: collectionPaths.list(id),
      edit: mayArrange(collection, reader) && collectionPaths.edit(id, collection.id),
      arrange: mayArrange(collection, reader) && collectionPaths.items(id, collection.id),
      standing:
        isMember(reader) &&
        mayStandCollection(collection, reader) &&
        collectionPaths.standing(id, collection.id),
    });
  };
}
