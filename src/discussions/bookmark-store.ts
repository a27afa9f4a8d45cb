import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Writer } from './writer.ts';

interface BookmarkKey {
  organizationId: string;
  personId: string;
  postId: string;
}

/** A post that somebody wants to find again. */
export interface Bookmark {
  postId: string;
  communityId: string;
  communityName: string;
  threadId: string;
  title: string;
  postNo: number;
  author: Writer;
  createdAt: Date;
}

export async function insertBookmark(tx: Transaction, bookmark: BookmarkKey): Promise<void> {
  await tx
    .insertInto('bookmarks')
    .values(bookmark)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function deleteBookmark(
  tx: Transaction,
  { personId, postId }: BookmarkKey,
): Promise<void> {
  await tx
    .deleteFrom('bookmarks')
    .where('personId', '=', personId)
    .where('postId', '=', postId)
    .execute();
}

/** This person's, of the communities they may still read, newest first. */
export async function bookmarksOf(
  tx: Transaction,
  personId: string,
  { after, limit }: { after: { createdAt: Date; postId: string } | null; limit: number },
): Promise<Bookmark[]> {
  let bookmarks = tx
    .selectFrom('bookmarks')
    .innerJoin('posts', (join) =>
      join
        .onRef('posts.organizationId', '=', 'bookmarks.organizationId')
        .onRef('posts.id', '=', 'bookmarks.postId'),
    )
    .innerJoin('threads', (join) =>
      join
        .onRef('threads.organizationId', '=', 'posts.organizationId')
        .onRef('threads.id', '=', 'posts.threadId'),
    )
    .innerJoin('communities', (join) =>
      join
        .onRef('communities.organizationId', '=', 'threads.organizationId')
        .onRef('communities.id', '=', 'threads.communityId'),
    )
    .leftJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'posts.organizationId')
        .onRef('persons.id', '=', 'posts.authorId'),
    )
    .select([
      'bookmarks.postId',
      'threads.communityId',
      'communities.name as communityName',
      'threads.id as threadId',
      'threads.title',
      'posts.postNo',
      'persons.name as authorName',
      'posts.aliasNo',
      'bookmarks.createdAt',
    ])
    .where('bookmarks.personId', '=', personId)
    .where('threads.standing', '=', 'visible')
    .where('posts.standing', 'in', ['visible', 'redacted'])
    .where(
      sql<boolean>`(communities.reading = 'organization' or exists (
        select from memberships where memberships.organization_id = bookmarks.organization_id
           and memberships.community_id = threads.community_id
           and memberships.person_id = bookmarks.person_id and memberships.left_at is null))`,
    )
    .orderBy('bookmarks.createdAt', 'desc')
    .orderBy('bookmarks.postId', 'desc')
    .limit(limit);
  if (after) {
    bookmarks = bookmarks.where(
      sql<boolean>`(bookmarks.created_at, bookmarks.post_id) < (${after.createdAt}, ${after.postId}::uuid)`,
    );
  }
  return (await bookmarks.execute()).map(({ authorName, aliasNo, ...bookmark }) => ({
    ...bookmark,
    author: { name: authorName, aliasNo },
  }));
}
