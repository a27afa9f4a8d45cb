import type { Request, Response } from 'express';
import type { Member, Reader } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { filePaths } from '../files/index.ts';
import { signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { mayArrange, mayStandCollection } from './collection.ts';
import { collectionPaths } from './collection-paths.ts';
import { readerAtCollection } from './collection-place.ts';
import { itemsOf, type CollectionItem } from './collection-store.ts';
import { resourcePaths } from './paths.ts';

function isMember(reader: Reader): reader is Member {
  return reader.role !== 'visitor';
}

/** A resource as a line of a collection. */
export function itemLine(communityId: string, item: CollectionItem) {
  const { id, kind, fileId, pictureId, url } = item;
  const shownId = kind === 'picture' ? fileId : pictureId;
  return {
    ...item,
    path: resourcePaths.resource(communityId, id),
    host: url && new URL(url).host,
    picture: shownId && filePaths.file(shownId),
  };
}

/** `GET …/collections/<collection>`: what stands in it, in its order. */
export function collectionPage({ db, publicUrl }: { db: Database; publicUrl: URL }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { reader, collection, items } = await db.within(session.organizationId, async (tx) => {
      const place = await readerAtCollection(tx, session, req.params);
      return { ...place, items: await itemsOf(tx, place.collection.id) };
    });
    const { id } = reader.community;
    const isShown = collection.standing === 'shown';
    const path = collectionPaths.collection(id, collection.id);
    render(req, res, 'resources/collection', {
      section: 'library',
      reader,
      collection,
      isShown,
      isHeldBack: !isShown && collection.stoodBy !== collection.makerId,
      items: items.filter(({ standing }) => standing === 'shown').map((item) => itemLine(id, item)),
      address: new URL(path, publicUrl).href,
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
