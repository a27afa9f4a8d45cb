import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import { isTelling } from './near.ts';
import type { SearchWord } from './search.ts';

const leastLikeness = 0.35;

/** Who looks, and through which communities; without a person, only what is listed. */
interface Look {
  personId: string | null;
  /** A topic the community must have, whichever way its letters are cased; '' for any. */
  topic: string;
  limit: number;
}

/** The listed communities, and their own; `c` is a row of communities. */
function knownTo(personId: string | null) {
  return sql<boolean>`(c.listing = 'listed' or c.id in (
    select m.community_id from memberships m where m.person_id = ${personId} and m.left_at is null))`;
}

function aboutTopic(topic: string) {
  if (topic === '') return sql<boolean>`true`;
  return sql<boolean>`c.id in (select t.community_id from topics t where lower(t.name) = lower(${topic}))`;
}

/** By name, after the last one shown. */
export async function communitiesByName(
  tx: Transaction,
  { personId, topic, limit }: Look,
  after: { nameKey: string; id: string } | null,
): Promise<{ id: string; nameKey: string }[]> {
  const { rows } = await sql<{ id: string; nameKey: string }>`
    select c.id, c.name_key
      from communities c
     where ${knownTo(personId)} and ${aboutTopic(topic)}
       and ${after ? sql`(c.name_key, c.id) > (${after.nameKey}, ${after.id})` : sql`true`}
     order by c.name_key, c.id
     limit ${limit}`.execute(tx);
  return rows;
}

/**
 * For words that no community uses, up to three alike that some do.
 *
 * @param words folded, of letters and digits only
 */
export async function spellingsOf(
  tx: Transaction,
  personId: string | null,
  words: readonly string[],
): Promise<{ word: string; spelling: string }[]> {
  const known = `select c.words from communities c
    where c.listing = 'listed' or c.id in (
      select m.community_id from memberships m where m.person_id = %L and m.left_at is null)`;
  const { rows } = await sql<{ word: string; spelling: string }>`
    with unused as (
      select word from unnest(${words}::text[]) as word
       where length(word) > 3 and not exists (
         select from communities c
          where ${knownTo(personId)} and c.words @@ ('''' || word || ''':*')::tsquery)
    ), used as materialized (
      select word from ts_stat(format(${known}, ${personId}::text))
    ), pairs as (
      select unused.word, used.word as spelling, similarity(unused.word, used.word) as likeness
        from unused
        join used on length(used.word) between length(unused.word) - 2 and length(unused.word) + 2
    ), ranked as (
      select word, spelling, row_number() over (partition by word order by likeness desc, spelling) as place
        from pairs where likeness >= ${leastLikeness}
    )
    select word, spelling from ranked where place <= 3 order by word, place`.execute(tx);
  return rows;
}

const beginningWith = (word: string) => `'${word}':*`;

/** Nearest first: those that speak of most of the words, and among them those whose name does. */
export async function communitiesMatching(
  tx: Transaction,
  { personId, topic, limit }: Look,
  words: readonly SearchWord[],
  after: { nearness: number; id: string } | null,
): Promise<{ id: string; nearness: number }[]> {
  const queries = words.map(({ word, spellings }) => [word, ...spellings].map(beginningWith));
  const hits = words.map(({ word }, index) => {
    const query = queries[index]?.join(' | ');
    // A name is also found by the middle of a word, for languages that join words or do not part them.
    const inName = isTelling(word) ? sql`strpos(c.name_key, ${word}) > 0` : sql`false`;
    return sql`(c.words @@ ${query}::tsquery or ${inName})::integer`;
  });
  const any = queries.flat().join(' | ');
  const { rows } = await sql<{ id: string; nearness: number }>`
    select id, nearness
      from (select c.id,
                   1000 * (${sql.join(hits, sql` + `)})
                     + least(999, 1000 * ts_rank(c.words, ${any}::tsquery))::integer as nearness
              from communities c
             where ${knownTo(personId)} and ${aboutTopic(topic)}) as ranked
     where nearness >= ${1000 * Math.ceil(words.length / 2)}
       and ${after ? sql`(-nearness, id) > (${-after.nearness}, ${after.id})` : sql`true`}
     order by -nearness, id
     limit ${limit}`.execute(tx);
  return rows;
}

/** How somebody stands to a community in a list. */
export interface Tie {
  /** Whether they belong. */
  belongs: boolean;
  /** How many people of their courses belong, themselves apart. */
  company: number;
}

/** How this person stands to each of these communities; one without members is left out. */
export async function tiesTo(
  tx: Transaction,
  personId: string,
  communityIds: readonly string[],
): Promise<Map<string, Tie>> {
  // In the filter of an aggregate the people of one's courses are gathered once, and not looked up
  // for each member.
  const { rows } = await sql<Tie & { id: string }>`
    select m.community_id as id,
           bool_or(m.person_id = ${personId}) as belongs,
           count(*) filter (where m.person_id in (
             select theirs.person_id
               from enrollments mine
               join enrollments theirs on theirs.organization_id = mine.organization_id
                and theirs.course_id = mine.course_id
              where mine.person_id = ${personId} and theirs.person_id <> ${personId}))::integer as company
      from memberships m
     where m.community_id = any(${communityIds}::uuid[]) and m.left_at is null
     group by m.community_id`.execute(tx);
  return new Map(rows.map(({ id, ...tie }) => [id, tie]));
}
