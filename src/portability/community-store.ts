import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Extent } from './extent.ts';
import {
  articlesInside,
  filesInside,
  postsInside,
  resourcesInside,
  threadsInside,
} from './inside.ts';
import type { Bounds } from './leaving.ts';
import type { CommunityFacts } from './manifest.ts';

/** The community itself, with its charter as it stands and its topics. */
export async function communityLeaving(
  tx: Transaction,
  { communityId }: Pick<Bounds, 'communityId'>,
): Promise<CommunityFacts> {
  const { rows } = await sql<CommunityFacts>`
    select communities.id, communities.name, charters.purpose, charters.activities,
           charters.contributions, charters.conduct, charters.rhythm, communities.listing,
           communities.joining, communities.reading, communities.anonymity, communities.warns,
           communities.warned_words, communities.reply_days, communities.questions_from_outside,
           communities.created_at,
           (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by position, id), '[]')
              from topics where topics.organization_id = communities.organization_id
               and topics.community_id = communities.id) as topics
      from communities
      join charters on charters.organization_id = communities.organization_id
       and charters.community_id = communities.id and charters.version = communities.charter_version
     where communities.id = ${communityId}`.execute(tx);
  const [community] = rows;
  if (!community) throw new Error('The community is gone');
  return community;
}

/** How much an archive that is made now would hold. */
export async function extentOf(tx: Transaction, bounds: Bounds): Promise<Extent> {
  const { rows } = await sql<Extent>`
    select null as people, (select count(*)::float8 from threads where ${threadsInside(bounds)}) as threads,
           (select count(*)::float8 from posts
              join threads on threads.organization_id = posts.organization_id
               and threads.id = posts.thread_id
             where threads.community_id = ${bounds.communityId} and threads.standing = 'visible'
               and ${postsInside(bounds)}) as posts,
           (select count(*)::float8 from articles where ${articlesInside(bounds)}) as articles,
           (select count(*)::float8 from resources where ${resourcesInside(bounds)}) as resources,
           given.files, given.bytes
      from (select count(*)::float8 as files, coalesce(sum(size_bytes), 0)::float8 as bytes
              from files where ${filesInside(bounds)}) as given`.execute(tx);
  const [extent] = rows;
  if (!extent) throw new Error('Counting gave no row');
  return extent;
}
