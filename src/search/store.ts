import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { DocumentKind } from './document.ts';
import { authorsOf, mayRoam, placesOf, topicsOf, type Look } from './look.ts';
import { ownOf } from './readable.ts';
import { once, type Term } from './wanted.ts';

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
  return rows.map((term) => ({ ...term, query: once(term.query) }));
}

/** Of so many that match, those that are worth most are ranked, and where words are looked for apart, of so many each. */
const mostRanked = { together: 1000, apart: 500 };

/** With so many at the front, nobody turns the pages so far that they would come to what is behind it. */
const enoughOfAll = 300;

/** Of what says only some of the words fewer are looked at for each. */
const enoughApart = 100;

/** Whoever is still typing looks at the first of them. */
const enoughWhileTyping = 60;

/** What to look for, and how many of what matches are wanted. */
interface Wish {
  candidates: RawBuilder<unknown>;
  ranked: string | null;
  parts: readonly string[];
  most: number;
  enough: number;
}

/** The documents that match, and how well: the permission stands in the question itself. */
function foundBy(look: Look, { candidates, ranked, parts, most, enough }: Wish) {
  return sql`found_documents(${candidates}, ${ranked}::tsquery, ${parts}::tsquery[], ${placesOf(look)},
                             ${mayRoam(look)}, ${look.nearId}::uuid, ${ownOf(look.session)}, ${look.kinds}::text[],
                             ${topicsOf(look)}, ${authorsOf(look)}, ${most}, ${enough})`;
}

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

/** What says fewer of the words than this is not about them. */
const leastShare = 0.3;

/** What to look for: documents that say all of it come before those that say some of the words. */
export interface Asked {
  /** null for the newest, whatever it says. */
  all: string | null;
  /** The same with the last word as it stands, where `all` takes it for the beginning of one. */
  finished: string | null;
  /** Where not all of the words need to be there: each with what is required besides, and any of them. */
  some: { each: readonly string[]; any: string } | null;
  /** Each word's own question, where not all need to be there. */
  words: readonly string[];
}

const queries = (given: readonly (string | null)[]) => sql`${given}::tsquery[]`;

function wishOf({ all, finished, some, words }: Asked): Wish {
  const whole = finished === null ? [all] : [finished, all];
  const enough = finished === null ? enoughOfAll : enoughWhileTyping;
  if (some === null)
    return {
      candidates: queries(whole),
      ranked: all,
      parts: [],
      most: mostRanked.together,
      enough,
    };
  return {
    candidates: queries([...whole, ...some.each]),
    ranked: some.any,
    parts: words,
    most: mostRanked.apart,
    enough: Math.min(enough, enoughApart),
  };
}

/** The best of what was found. A thread stands once, by what of it fits best. */
export async function bestHits(
  tx: Transaction,
  look: Look,
  asked: Asked,
  { limit, skip }: { limit: number; skip: number },
): Promise<Hits> {
  const { rows } = await sql<Hit & Pick<Hits, 'counts' | 'isCapped'>>`
    with found as materialized (
      select * from ${foundBy(look, wishOf(asked))}
    ), best as materialized (
      select distinct on (whole) * from found
       where share >= ${leastShare} order by whole, score desc, id
    ), shown as (
      select * from best order by score desc, shown_at desc, id limit ${limit} offset ${skip}
    )
    select document.id, document.kind, shown.score, document.community_id as "communityId",
           communities.name as "communityName", document.thread_id as "threadId", document.post_no as "postNo",
           document.title, left(document.body, ${excerptedLength}) as body, topics.name as "topicName",
           document.author_id as "authorId", persons.name as "authorName", document.trust,
           document.shown_at as "shownAt", (select bool_or(is_cut) from found) as "isCapped",
           (select coalesce(jsonb_object_agg(kind, count), '{}')
              from (select kind, count(*) from best group by kind) as counted) as counts
      from shown
      join search_documents as document on document.id = shown.id
      join communities on communities.organization_id = document.organization_id
       and communities.id = document.community_id
      left join topics on topics.organization_id = document.organization_id and topics.id = document.topic_id
      left join persons on persons.organization_id = document.organization_id and persons.id = document.author_id
     order by shown.score desc, shown.shown_at desc, shown.id`.execute(tx);
  const [first] = rows;
  return {
    hits: rows.map(({ counts: _counts, isCapped: _isCapped, ...hit }) => hit),
    counts: first?.counts ?? {},
    isCapped: first?.isCapped ?? false,
  };
}

/** How many documents that may be read say each of these, as far as this counts. */
export async function usesOf(
  tx: Transaction,
  look: Look,
  asked: readonly string[],
  most: number,
): Promise<number[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<{ counts: number[] }>`
    select count_documents(${queries(asked)}, ${placesOf(look)}, ${mayRoam(look)}, ${look.kinds}::text[],
                           ${topicsOf(look)}, ${authorsOf(look)}, ${most}) as counts`.execute(tx);
  return rows[0]?.counts ?? [];
}

/** Words that something is found by and that are one edit away from this one, or two edits and a little more. */
export async function wordsLike(
  tx: Transaction,
  word: string,
  { edits, most }: { edits: 1 | 2; most: number },
): Promise<string[]> {
  const alike =
    edits === 1 ? sql`words_nearest(${word}, ${most})` : sql`words_like(${word}, 2, ${most})`;
  const { rows } = await sql<{ word: string }>`select word from ${alike} as word`.execute(tx);
  return rows.map(({ word: found }) => found);
}
