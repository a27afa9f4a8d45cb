import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import { fold } from './fold.ts';
import { tellingWords, type Nearness, type Proposal } from './near.ts';

const leastLikeness = 0.25;
const leastOverlap = 0.08;

/**
 * The communities nearest to a proposal, nearest first, of those this person may know of: the listed ones,
 * and their own.
 *
 * @param courseId whose people are looked for among the members
 */
export async function nearestCommunities(
  tx: Transaction,
  { personId, courseId }: { personId: string; courseId: string },
  proposal: Proposal,
  limit = 5,
): Promise<(Nearness & { id: string })[]> {
  const name = fold(proposal.name);
  const words = tellingWords(proposal);
  const { rows } = await sql<Nearness & { id: string }>`
    with known as (
      select c.id, c.name_key, c.words
        from communities c
       where c.listing = 'listed'
          or exists (select from memberships m
                      where m.community_id = c.id and m.person_id = ${personId} and m.left_at is null)
    ), typed as (
      select word, to_tsquery('simple', '''' || word || ''':*') as query
        from unnest(${words}::text[]) as word
    ), hits as (
      select known.id, typed.word from known join typed on known.words @@ typed.query
    ), weights as (
      -- A word that few communities use says more.
      select typed.word,
             ln(1 + (select count(*) from known)) - ln(1 + count(hits.id)) + 0.1 as weight
        from typed left join hits using (word) group by typed.word
    ), matches as (
      select hits.id, sum(weight) / (select sum(weight) from weights) as overlap
        from hits join weights using (word) group by hits.id
    ), company as (
      select m.community_id as id, count(*)::integer as shared
        from enrollments e
        join memberships m on m.organization_id = e.organization_id and m.person_id = e.person_id
       where e.course_id = ${courseId} and e.person_id <> ${personId} and m.left_at is null
       group by m.community_id
    ), nearness as (
      select known.id,
             similarity(known.name_key, ${name})::float8 as likeness,
             coalesce(matches.overlap, 0)::float8 as overlap,
             coalesce(company.shared, 0) as shared
        from known left join matches using (id) left join company using (id)
    )
    select id, likeness, overlap, shared
      from nearness
     where likeness >= ${leastLikeness} or overlap >= ${leastOverlap} or shared > 0
     order by 2 * likeness + overlap + least(shared, 10) / 20.0 desc, id
     limit ${limit}`.execute(tx);
  return rows;
}

/** Keeps why a community was started although this one stands close by. */
export async function insertDifference(
  tx: Transaction,
  difference: {
    organizationId: string;
    communityId: string;
    nearCommunityId: string;
    reason: string;
    createdBy: string;
  },
): Promise<void> {
  await tx.insertInto('differences').values(difference).execute();
}
