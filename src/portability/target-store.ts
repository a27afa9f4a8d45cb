import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Bounds, Page } from './leaving.ts';
import {
  articlesInside,
  collectionsInside,
  filesInside,
  postsInside,
  resourcesInside,
  threadsInside,
} from './inside.ts';

/** Something of an archive by its name. */
export interface Titled {
  id: string;
  title: string;
}

/** Some of them by their ids, or all of them a page at a time. */
export type Wanted = { ids: readonly string[] } | Page;

const narrowed = (table: string, wanted: Wanted) =>
  'ids' in wanted
    ? sql`${sql.ref(`${table}.id`)} = any(${wanted.ids}::uuid[])`
    : sql`(${wanted.after}::uuid is null or ${sql.ref(`${table}.id`)} > ${wanted.after}::uuid)`;
const most = (wanted: Wanted) => ('ids' in wanted ? null : wanted.limit);

/** How things with a title of their own are found by those that are in an archive. */
const titlesIn =
  (
    table: 'threads' | 'articles' | 'resources' | 'collections',
    inside: (bounds: Bounds) => RawBuilder<boolean>,
  ) =>
  async (tx: Transaction, bounds: Bounds, wanted: Wanted): Promise<Titled[]> => {
    const { rows } = await sql<Titled>`
      select id, title from ${sql.table(table)}
       where ${inside(bounds)} and ${narrowed(table, wanted)}
       order by id limit ${most(wanted)}`.execute(tx);
    return rows;
  };

export const threadTitles = titlesIn('threads', threadsInside);
export const articleTitles = titlesIn('articles', articlesInside);
export const resourceTitles = titlesIn('resources', resourcesInside);
export const collectionTitles = titlesIn('collections', collectionsInside);

/**
 * Stories are called by what they were told of. That is looked up for each by its id: joined, a database that does
 * not know yet how many rows it holds goes through all of them for every story.
 */
export async function storyTitles(
  tx: Transaction,
  bounds: Bounds,
  wanted: Wanted,
): Promise<Titled[]> {
  const { communityId, upTo } = bounds;
  const { rows } = await sql<Titled>`
    select id, title from (
      select stories.id, case stories.holder_kind
        when 'resource' then (
          select resources.title from resources
           where resources.organization_id = stories.organization_id
             and resources.id = stories.holder_id and ${resourcesInside(bounds)})
        when 'article' then (
          select articles.title from articles
           where articles.organization_id = stories.organization_id
             and articles.id = stories.holder_id and ${articlesInside(bounds)})
        when 'post' then (
          select threads.title from posts
            join threads on threads.organization_id = posts.organization_id
             and threads.id = posts.thread_id
           where posts.organization_id = stories.organization_id
             and posts.id = stories.holder_id and ${postsInside(bounds)}
             and threads.community_id = ${communityId} and threads.standing = 'visible'
             and threads.id <= ${upTo})
        end as title
        from stories
       where stories.community_id = ${communityId} and stories.standing = 'shown'
         and stories.id <= ${upTo} and ${narrowed('stories', wanted)}) as told
     where title is not null
     order by id limit ${most(wanted)}`.execute(tx);
  return rows;
}

/** The contents of these files, as they are in the archive. */
export async function fileContents(
  tx: Transaction,
  bounds: Bounds,
  ids: readonly string[],
): Promise<{ id: string; name: string; sha256: string }[]> {
  const { rows } = await sql<{ id: string; name: string; sha256: string }>`
    select files.id, content.name, content.sha256 from files ${contentOfFile}
     where files.id = any(${ids}::uuid[]) and ${filesInside(bounds)}`.execute(tx);
  return rows;
}

/**
 * What a file is in an archive: where its giver cut the ends off, the form that was made without them, once
 * there is one.
 */
export const contentOfFile = sql`
  left join media on media.organization_id = files.organization_id and media.file_id = files.id
   and (media.start_ms > 0 or media.end_ms is not null)
  join files as content on content.organization_id = files.organization_id
   and content.id = coalesce(media.playable_id, files.id)`;

/** The numbers of the posts of these threads that are not in the archive, in their order. */
export async function gapsOf(
  tx: Transaction,
  bounds: Bounds,
  threadIds: readonly string[],
): Promise<Map<string, number[]>> {
  if (threadIds.length === 0) return new Map();
  const { rows } = await sql<{ threadId: string; numbers: number[] }>`
    select posts.thread_id, array_agg(posts.post_no order by posts.post_no) as numbers
      from posts where posts.thread_id = any(${threadIds}::uuid[]) and not (${postsInside(bounds)})
     group by posts.thread_id`.execute(tx);
  return new Map(rows.map(({ threadId, numbers }) => [threadId, numbers]));
}

export async function personNames(
  tx: Transaction,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  const people = await tx
    .selectFrom('persons')
    .select(['id', 'name'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  return new Map(people.map(({ id, name }) => [id, name]));
}

export async function topicNames(
  tx: Transaction,
  communityId: string,
): Promise<Map<string, string>> {
  const topics = await tx
    .selectFrom('topics')
    .select(['id', 'name'])
    .where('communityId', '=', communityId)
    .execute();
  return new Map(topics.map(({ id, name }) => [id, name]));
}
