import { sql } from 'kysely';
import type { Bounds } from './leaving.ts';

/** Posts that everybody sees who may read their thread. */
export const postsInside = ({ upTo }: Pick<Bounds, 'upTo'>) =>
  sql<boolean>`posts.standing in ('visible', 'redacted') and posts.id <= ${upTo}`;

/** Threads that everybody sees, with something to read in them. */
export const threadsInside = (bounds: Bounds) => sql<boolean>`
  threads.community_id = ${bounds.communityId} and threads.standing = 'visible'
  and threads.id <= ${bounds.upTo} and exists (
    select from posts where posts.organization_id = threads.organization_id
       and posts.thread_id = threads.id and ${postsInside(bounds)})`;

export const resourcesInside = ({ communityId, upTo }: Bounds) => sql<boolean>`
  resources.community_id = ${communityId} and resources.standing = 'shown'
  and resources.id <= ${upTo}`;

export const collectionsInside = ({ communityId, upTo }: Bounds) => sql<boolean>`
  collections.community_id = ${communityId} and collections.standing = 'shown'
  and collections.id <= ${upTo}`;

/** Articles that everybody reads. */
export const articlesInside = ({ communityId, upTo }: Bounds) => sql<boolean>`
  articles.community_id = ${communityId} and articles.standing = 'shown'
  and articles.published_no is not null and articles.id <= ${upTo}`;

/** Files that a post, article or resource of the archive shows, or once consisted of. */
export const filesInside = (bounds: Bounds) => sql<boolean>`
  files.made_from is null and (
    exists (select from file_uses
      join posts on posts.organization_id = file_uses.organization_id and posts.id = file_uses.holder_id
      join threads on threads.organization_id = posts.organization_id and threads.id = posts.thread_id
     where file_uses.organization_id = files.organization_id and file_uses.file_id = files.id
       and file_uses.holder_kind = 'post' and file_uses.is_shown
       and ${postsInside(bounds)} and threads.community_id = ${bounds.communityId}
       and threads.standing = 'visible' and threads.id <= ${bounds.upTo})
    or exists (select from file_uses
      join articles on articles.organization_id = file_uses.organization_id and articles.id = file_uses.holder_id
     where file_uses.organization_id = files.organization_id and file_uses.file_id = files.id
       and file_uses.holder_kind = 'article' and file_uses.is_shown and ${articlesInside(bounds)})
    or exists (select from resources
     where resources.organization_id = files.organization_id and resources.file_id = files.id
       and ${resourcesInside(bounds)})
    or exists (select from resource_versions
      join resources on resources.organization_id = resource_versions.organization_id
       and resources.id = resource_versions.resource_id
     where resource_versions.organization_id = files.organization_id
       and resource_versions.file_id = files.id and ${resourcesInside(bounds)}))`;
