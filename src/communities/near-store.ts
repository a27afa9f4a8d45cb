import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../db/index.ts';
import { fold } from './fold.ts';
import { tellingWords, type Nearness, type Proposal } from './near.ts';

const leastLikeness = 0.25;
const leastOverlap = 0.08;

const sum = (terms: readonly RawBuilder<unknown>[]) => sql.join(terms, sql` + `);

/**
 * False only for a name whose `similarity` to this one stays below the least: with `most` groups of three
 * letters in common, their likeness is `most` divided by how many they have together.
 */
function mayBeAlike(name: string) {
  const marks = sql`letter_marks(${name})`;
  const groups = sql`cardinality(show_trgm(${name}))`;
  // Groups of this name that share a mark may all be in the other.
  const most = sql`(bit_count(c.name_marks & ${marks}) + ${groups} - bit_count(${marks}))`;
  return sql<boolean>`(${most} >= ${leastLikeness}::float8 * (bit_count(c.name_marks) + ${groups} - ${most}))`;
}

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
  // A column for each word: one reading of the rows answers for all, several times faster than a join.
  const hits = words.map((_, index) => sql.ref(`hit${index}`));
  const weights = words.map((_, index) => sql.ref(`weight${index}`));
  const speaksOf = words.map(
    (word, index) => sql`, c.words @@ to_tsquery('simple', ${`'${word}':*`}) as ${hits[index]}`,
  );
  // A word that few communities use says more.
  const rarity = hits.map(
    (hit, index) =>
      sql`, ln(1 + count(*)) - ln(1 + count(*) filter (where ${hit})) + 0.1 as ${weights[index]}`,
  );
  const shares = hits.map((hit, index) => sql`${hit}::integer * ${weights[index]}`);
  const overlap = words.length > 0 ? sql`(${sum(shares)}) / (${sum(weights)})` : sql`0::float8`;
  const { rows } = await sql<Nearness & { id: string }>`
    with known as materialized (
      select c.id, ${mayBeAlike(name)} as may_be_alike ${sql.join(speaksOf, sql``)}
        from communities c
       where c.listing = 'listed'
          or exists (select from memberships m
                      where m.community_id = c.id and m.person_id = ${personId} and m.left_at is null)
    ), weights as materialized (
      select count(*) as number ${sql.join(rarity, sql``)} from known
    ), company as (
      select m.community_id as id, count(*)::integer as shared
        from enrollments e
        join memberships m on m.organization_id = e.organization_id and m.person_id = e.person_id
       where e.course_id = ${courseId} and e.person_id <> ${personId} and m.left_at is null
       group by m.community_id
    ), compared as (
      select known.id, known.may_be_alike, ${overlap} as overlap, coalesce(company.shared, 0) as shared
        from known cross join weights left join company using (id)
    ), nearness as (
      select id, overlap, shared,
             (select similarity(c.name_key, ${name})::float8
                from communities c where c.id = compared.id) as likeness
        from compared
       where may_be_alike or overlap >= ${leastOverlap} or shared > 0
      -- Keeps the planner from asking for the likeness of the others.
      offset 0
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
