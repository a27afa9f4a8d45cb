import { sql, type RawBuilder } from 'kysely';
import { folded, type Transaction } from '../db/index.ts';
import { isPersonal, type Session } from '../sessions/index.ts';
import type { DocumentKind } from './document.ts';
import { ownOf, readableTo } from './readable.ts';
import type { Term } from './wanted.ts';

/** Where somebody looks, besides what for. */
export interface Look {
  session: Session;
  /** The community they look in; null for wherever they may read. */
  communityId: string | null;
  /** The community they stand in, whose things are nearest. */
  nearId: string | null;
  kinds: readonly DocumentKind[] | null;
  /** Folded beginnings of names; each narrows. */
  topic: readonly string[];
  by: readonly string[];
  in: readonly string[];
}

/** Words and phrases as documents hold them, in the order they were typed. */
export async function termsOf(tx: Transaction, typed: readonly string[]): Promise<Term[]> {
  if (typed.length === 0) return [];
  const { rows } = await sql<Term>`
    select typed, regexp_split_to_array(trim(search_terms(typed)), '\\s+') as terms,
           search_wanted(typed)::text as query,
           not (typed ~ '\\s') and (numnode(plainto_tsquery('english', search_terms(typed))) = 0
             or numnode(plainto_tsquery('french', search_terms(typed))) = 0
             or numnode(plainto_tsquery('german', search_terms(typed))) = 0
             or numnode(plainto_tsquery('spanish', search_terms(typed))) = 0) as "isCommon"
      from unnest(${typed}::text[]) with ordinality as given (typed, place)
     order by place`.execute(tx);
  return rows;
}

/** Whether any word of a name begins with one of these. */
function beginsLike(name: RawBuilder<unknown>, values: readonly string[]): RawBuilder<boolean> {
  return sql`exists (
    select from unnest(${values}::text[]) as value
     where strpos(' ' || ${folded(name)}, ' ' || value) > 0)`;
}

/** Where one may look: only what may be read, and of that what was asked for. */
function placesOf({ session, communityId, in: named }: Look): RawBuilder<string[]> {
  const here = communityId ? sql`place = ${communityId}::uuid` : sql`true`;
  const called =
    named.length === 0
      ? sql`true`
      : sql`exists (select from communities where communities.id = place
                      and ${beginsLike(sql`communities.name`, named)})`;
  return sql`array(select place from unnest(${readableTo(session)}) as place where ${here} and ${called})`;
}

function topicsOf({ topic }: Look): RawBuilder<string[] | null> {
  if (topic.length === 0) return sql`null::uuid[]`;
  return sql`array(select topics.id from topics where ${beginsLike(sql`topics.name`, topic)})`;
}

function authorsOf({ by }: Look): RawBuilder<string[] | null> {
  if (by.length === 0) return sql`null::uuid[]`;
  return sql`array(select persons.id from persons where ${beginsLike(sql`persons.name`, by)})`;
}

/** What is for the whole organization is read by its people; it is not of one community alone. */
const mayRoam = ({ session, communityId, in: named }: Look) =>
  isPersonal(session) && communityId === null && named.length === 0;

/** The documents that match, this many at the most: the permission stands in the question itself. */
function matching(look: Look, query: string | null, most: number) {
  return sql`matching_documents(${query}::tsquery, ${placesOf(look)}, ${mayRoam(look)}, ${look.kinds}::text[],
                                ${topicsOf(look)}, ${authorsOf(look)}, ${most})`;
}

/** Beyond so many, the rest is not ranked. */
const mostRanked = 1000;

/** Something found, and how many of each kind were. */
export interface Hit {
  id: string;
  kind: DocumentKind;
  communityId: string;
  communityName: string;
  threadId: string | null;
  postNo: number | null;
  title: string;
  body: string;
  topicName: string | null;
  authorId: string | null;
  authorName: string | null;
  trust: number;
  shownAt: Date;
  score: number;
}

export interface Hits {
  hits: Hit[];
  /** Threads count once, however many of their posts were found. */
  counts: Partial<Record<DocumentKind, number>>;
  /** Whether there was more than is ranked. */
  isCapped: boolean;
}

const excerptedLength = 20_000;

/** Which part of the words a document says, where not all need to be there. */
function shareOf(words: readonly string[]): RawBuilder<number> {
  if (words.length < 2) return sql`1::float8`;
  const said = words.map((word) => sql`(found.words @@ ${word}::tsquery)::integer`);
  return sql`((${sql.join(said, sql` + `)})::float8 / ${words.length}::float8)`;
}

/** What says fewer of the words than this is not about them. */
const leastShare = 0.3;

/**
 * How well it is found: how well the words match, a title's above all; times how many of the words there are, where
 * not all need to be; times up to about two for what others accepted, endorsed, reviewed or thanked for; times up
 * to one and a half for what is new, falling over half a year; times one and a half for this community, a quarter
 * more for one's own.
 */
function scoreOf({ session, nearId }: Look, query: string | null) {
  const match =
    query === null
      ? sql`1`
      : sql`(0.001 + ts_rank('{0.1, 0.3, 0.5, 1}', found.words, ${query}::tsquery, 1))`;
  return sql<number>`(${match} * power(share, 3)
    * (1 + ln(1 + found.trust) / 4)
    * (1 + 0.5 * exp(-greatest(0, extract(epoch from now() - found.shown_at)) / (180 * 86400)))
    * case when found.community_id = ${nearId}::uuid then 1.5
           when found.community_id = any(${ownOf(session)}) then 1.25 else 1 end)::float8`;
}

/** What to look for: documents that say all of it come before those that say some of the words. */
export interface Asked {
  /** null for the newest, whatever it says. */
  all: string | null;
  any: string | null;
  /** Each word's own question, where not all need to be there. */
  words: readonly string[];
}

/** The best of what was found. A thread stands once, by what of it fits best. */
export async function bestHits(
  tx: Transaction,
  look: Look,
  { all, any, words }: Asked,
  { limit, skip }: { limit: number; skip: number },
): Promise<Hits> {
  const some =
    any === null ? sql`` : sql` union all select * from ${matching(look, any, mostRanked)}`;
  const { rows } = await sql<Hit & { counts: Hits['counts']; total: number }>`
    with found as materialized (
      select distinct on (id) * from (
        select * from ${matching(look, all, mostRanked)}${some}) as matched
       order by id
    ), scored as (
      select found.id, found.kind, coalesce(found.thread_id, found.id) as whole, found.shown_at,
             ${scoreOf(look, any ?? all)} as score
        from found cross join lateral (select ${shareOf(words)} as share) as said
       where share >= ${leastShare}
    ), best as materialized (
      select distinct on (whole) * from scored order by whole, score desc, id
    ), shown as (
      select * from best order by score desc, shown_at desc, id limit ${limit} offset ${skip}
    )
    select shown.id, shown.kind, shown.score, found.community_id as "communityId",
           communities.name as "communityName", found.thread_id as "threadId", found.post_no as "postNo",
           found.title, left(found.body, ${excerptedLength}) as body, topics.name as "topicName",
           found.author_id as "authorId", persons.name as "authorName", found.trust,
           found.shown_at as "shownAt", (select count(*)::integer from found) as total,
           (select coalesce(jsonb_object_agg(kind, count), '{}')
              from (select kind, count(*) from best group by kind) as counted) as counts
      from shown
      join found on found.id = shown.id
      join communities on communities.organization_id = found.organization_id
       and communities.id = found.community_id
      left join topics on topics.organization_id = found.organization_id and topics.id = found.topic_id
      left join persons on persons.organization_id = found.organization_id and persons.id = found.author_id
     order by shown.score desc, shown.shown_at desc, shown.id`.execute(tx);
  const [first] = rows;
  return {
    hits: rows.map(({ counts: _counts, total: _total, ...hit }) => hit),
    counts: first?.counts ?? {},
    isCapped: (first?.total ?? 0) >= mostRanked,
  };
}

/** How many documents that may be read say each of these, as far as this counts. */
export async function usesOf(
  tx: Transaction,
  look: Look,
  queries: readonly string[],
  most: number,
): Promise<number[]> {
  if (queries.length === 0) return [];
  const counts = queries.map(
    (query) => sql`(select count(*)::integer from ${matching(look, query, most)})`,
  );
  const { rows } = await sql<{
    counts: number[];
  }>`select array[${sql.join(counts)}] as counts`.execute(tx);
  return rows[0]?.counts ?? [];
}

/** Words that something is found by and that are spelt nearly like this one. */
export async function wordsLike(tx: Transaction, word: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select word from words_like(${word}, ${most}) as word`.execute(tx);
  return rows.map(({ word: alike }) => alike);
}
