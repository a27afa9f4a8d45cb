import type { Request, Response } from 'express';
import { may, readerOf } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { signedIn } from '../sessions/index.ts';
import { standings } from '../standing/index.ts';
import { render } from '../web/index.ts';
import { CollectionsQuery } from './collection-forms.ts';
import { collectionPaths } from './collection-paths.ts';
import { collectionsOf } from './collection-store.ts';

const collectionsPerPage = 24;

/** `GET /communities/<id>/collections`: what members put together, the latest first. */
export function collectionsPage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const query = CollectionsQuery.parse(req.query);
    const { before } = query;
    const { reader, standing, found } = await db.within(session.organizationId, async (tx) => {
      const reader = await readerOf(tx, session, req.params['communityId']);
      const standing = reader.role === 'visitor' ? 'shown' : query.show;
      const isOwnOnly = standing === 'withdrawn' && !may(reader.role, 'moderate');
      const madeBy = isOwnOnly ? reader.personId : null;
      const look = { communityId: reader.community.id, standing, madeBy };
      const page = { before, limit: collectionsPerPage + 1 };
      return { reader, standing, found: await collectionsOf(tx, look, page) };
    });
    const { id } = reader.community;
    const isMember = reader.role !== 'visitor';
    const at = (parts: Record<string, string>) =>
      collectionPaths.listOf(id, new URLSearchParams(parts));
    const ofPart = standing === 'shown' ? {} : { show: standing };
    const shown = found.slice(0, collectionsPerPage);
    const last = found.length > collectionsPerPage ? shown.at(-1) : undefined;
    render(req, res, 'resources/collections', {
      section: 'library',
      reader,
      show: standing,
      collections: shown.map((entry) => ({
        ...entry,
        path: collectionPaths.collection(id, entry.id),
      })),
      parts: (isMember ? standings : []).map((show) => ({
        name: show,
        path: at(show === 'shown' ? {} : { show }),
      })),
      make: isMember && collectionPaths.form(id),
      first: before && at(ofPart),
      next: last && at({ ...ofPart, before: last.id }),
    });
  };
}
