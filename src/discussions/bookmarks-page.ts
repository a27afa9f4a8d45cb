import type { Request, Response } from 'express';
import type { Database } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { placeAfter, placeText, render } from '../web/index.ts';
import { bookmarksOf } from './bookmark-store.ts';
import { discussionPaths } from './paths.ts';

const bookmarksPerPage = 25;

/** Where the list goes on; a moment that is none reads as the beginning. */
function startOf(query: unknown) {
  const place = placeAfter.parse(query);
  const createdAt = new Date(place?.key ?? '');
  return place && !Number.isNaN(createdAt.getTime()) ? { createdAt, postId: place.id } : null;
}

/** `GET /me/bookmarks`: the posts that somebody wants to find again. */
export function bookmarksPage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const { organizationId, personId } = personIn(req);
    const after = startOf(req.query['after']);
    const page = { after, limit: bookmarksPerPage + 1 };
    const bookmarks = await db.within(organizationId, (tx) => bookmarksOf(tx, personId, page));
    const shown = bookmarks.slice(0, bookmarksPerPage);
    const last = bookmarks.length > bookmarksPerPage ? shown.at(-1) : undefined;
    const older = last && placeText({ key: last.createdAt.toISOString(), id: last.postId });
    const { bookmarks: path, post } = discussionPaths;
    render(req, res, 'discussions/bookmarks', {
      layout: 'bare',
      bookmarks: shown.map((bookmark) => ({
        ...bookmark,
        path: post(bookmark.communityId, bookmark.threadId, bookmark.postNo),
      })),
      newest: after && path,
      older: older && `${path}?after=${encodeURIComponent(older)}`,
    });
  };
}
