import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Evidence } from './evidence.ts';
import { leaversOf } from './leaver-store.ts';

/**
 * What speaks for whom to look after these articles, among those who belong, stay and do not look after them already.
 * Whatever was said behind a number speaks for nobody.
 */
export async function evidenceFor(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
  articleIds: readonly string[],
): Promise<Evidence[]> {
  if (articleIds.length === 0) return [];
  const { rows } = await sql<Evidence>`
    with wanted as (
      select id, topic_id from articles where id = any(${articleIds}::uuid[])),
    answers as (
      select threads.topic_id, posts.author_id, count(*) as times
        from threads
        join posts on posts.organization_id = threads.organization_id
         and posts.thread_id = threads.id
       where threads.community_id = ${communityId}
         and threads.topic_id in (select topic_id from wanted)
         and threads.standing = 'visible' and threads.accepted_count > 0
         and posts.accepted_count > 0 and posts.standing in ('visible', 'redacted')
       group by threads.topic_id, posts.author_id),
    found (article_id, person_id, kind, times) as (
      select heirs.article_id, heirs.heir_id, 'named', 1
        from wanted join heirs on heirs.article_id = wanted.id
       where heirs.named_by = ${personId}
      union all
      select wanted.id, article_revisions.written_by, 'wrote', count(*)
        from wanted join article_revisions on article_revisions.article_id = wanted.id
       group by wanted.id, article_revisions.written_by
      union all
      select wanted.id, posts.author_id, 'said', count(*)
        from wanted
        join article_sources on article_sources.article_id = wanted.id
        join posts on posts.id = article_sources.post_id
         and posts.standing in ('visible', 'redacted')
       group by wanted.id, posts.author_id
      union all
      select wanted.id, answers.author_id, 'answered', answers.times
        from wanted join answers on answers.topic_id = wanted.topic_id)
    select found.article_id, found.person_id, persons.name, found.kind,
           found.times::integer as count
      from found
      join memberships on memberships.community_id = ${communityId}
       and memberships.person_id = found.person_id
      join persons on persons.id = found.person_id
     where found.person_id not in (select person_id from (${leaversOf(communityId)}) as leavers)
       and found.person_id <> ${personId}
       and not exists (select from article_owners
         where article_owners.article_id = found.article_id
           and article_owners.person_id = found.person_id)`.execute(tx);
  return rows;
}
