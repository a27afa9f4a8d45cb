import type { Request, Response } from 'express';
import type { Reader } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { filePaths, filesShown, isPicture, kindWord } from '../files/index.ts';
import { signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import type { LibraryQuery } from './forms.ts';

const filesPerPage = 24;

/** A post as it is named where something of it is shown. */
interface ShownPost {
  title: string;
  path: string;
}

/** Finds, of these posts, those that anybody who may read this community may read, by their ids. */
export type FindShownPosts = (
  tx: Transaction,
  communityId: string,
  postIds: readonly string[],
) => Promise<ReadonlyMap<string, ShownPost>>;

/** The files that the talk shows, where and as far as this reader may read it: a page of the library. */
export async function showAttachments(
  { db, findShownPosts }: { db: Database; findShownPosts: FindShownPosts },
  { req, res }: { req: Request; res: Response },
  page: {
    reader: Reader;
    query: LibraryQuery;
    at: (part: Partial<LibraryQuery>) => string;
    locals: object;
  },
): Promise<void> {
  const { reader, query, at } = page;
  const { id: communityId } = reader.community;
  const part = { communityId, after: query.after?.id ?? null, limit: filesPerPage + 1 };
  const { files, posts } = await db.within(signedIn(req).organizationId, async (tx) => {
    const files = await filesShown(tx, part);
    return {
      files,
      posts: await findShownPosts(
        tx,
        communityId,
        files.flatMap(({ postIds }) => postIds),
      ),
    };
  });
  const onPage = files.slice(0, filesPerPage);
  const last = files.length > filesPerPage ? onPage.at(-1) : undefined;
  const readable = onPage.flatMap((file) => {
    const post = file.postIds.map((id) => posts.get(id)).find((found) => found !== undefined);
    const address = filePaths.file(file.id);
    return post
      ? [{ ...file, post, address, kind: kindWord(file.mediaType), isPicture: isPicture(file) }]
      : [];
  });
  render(req, res, 'resources/attachments', {
    ...page.locals,
    reader,
    files: readable,
    first: query.after && at({}),
    next: last && at({ after: { key: '', id: last.id } }),
  });
}
