import { sql, type RawBuilder } from 'kysely';
import { LRUCache } from 'lru-cache';
import { statement, type Given, type Transaction } from '../db/index.ts';
import type { DocumentKind } from './document.ts';
import {
  authorsIn,
  boundsOf,
  placesIn,
  topicsIn,
  type Bounds,
  type Look,
  type Part,
} from './look.ts';
import { ownOf } from './readable.ts';
import { once, type Term } from './wanted.ts';

const termsIn = statement<{ typed: readonly string[] }, Term>(
  (_tx, given) => sql`
    select typed, regexp_split_to_array(trim(search_terms(typed)), '\\s+') as terms,
           search_wanted(typed)::text as query,
           not (typed ~ '\\s') and (numnode(plainto_tsquery('english', search_terms(typed))) = 0
             or numnode(plainto_tsquery('french', search_terms(typed))) = 0
             or numnode(plainto_tsquery('german', search_terms(typed))) = 0
             or numnode(plainto_tsquery('spanish', search_terms(typed))) = 0) as "isCommon"
      from unnest((select ${given('typed')}::text[])) with ordinality as given (typed, place)
     order by place`,
);

/**
 * A word is held the same way for ever, and whoever types asks for those before the last one at every letter. Each
 * organization's are kept apart, so that how soon an answer comes tells nothing of what others look for.
 */
const known = new LRUCache<string, Term>({ max: 10_000 });

/** Words and phrases as documents hold them, in the order they were typed. */
export async function termsOf(
  tx: Transaction,
  { session: { organizationId } }: Look,
  typed: readonly string[],
): Promise<Term[]> {
  const keyOf = (word: string) => `${organizationId} ${word}`;
  const terms = new Map(typed.map((word) => [word, known.get(keyOf(word))]));
  const unknown = typed.filter((word) => !terms.get(word));
  const read = unknown.length > 0 ? await termsIn(tx, { typed: unknown }) : [];
  for (const { query, ...term } of read) {
    const held = { ...term, query: once(query) };
    known.set(keyOf(term.typed), held);
    terms.set(term.typed, held);
  }
  return typed.flatMap((word) => terms.get(word) ?? []);
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
  candidates: readonly string[];
  ranked: string;
  parts: readonly string[];
  most: number;
  enough: number;
}

/** Where it is looked, by whom, and what for besides words: the permission stands in the question itself. */
const bounds = (given: Given<Bounds>) => sql`
  ${placesIn(given)}, (select ${given('mayRoam')}::boolean), (select ${given('nearId')}::uuid), ${ownOf(given)},
  (select ${given('kinds')}::text[]), ${topicsIn(given)}, ${authorsIn(given)}`;

/** The documents that match, and how well. */
const saying = (given: Given<Bounds & Wish>) => sql`
  found_documents((select ${given('candidates')}::tsquery[]), (select ${given('ranked')}::tsquery),
                  (select ${given('parts')}::tsquery[]), ${bounds(given)}, (select ${given('most')}::integer), (select ${given('enough')}::integer))`;

const newest = (given: Given<Bounds>) => sql`
  newest_documents(${bounds(given)}, ${sql.lit(enoughOfAll)})`;

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
  /** Whether it may have files of its own. */
  hasFiles: boolean;
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

function wishOf({ finished, some, words }: Asked, all: string): Wish {
  const whole = finished === null ? [all] : [finished, all];
  const enough = finished === null ? enoughOfAll : enoughWhileTyping;
  if (some === null)
    return {
      candidates: whole,
      ranked: all,
      parts: [],
      most: mostRanked.together,
      enough,
    };
  return {
    candidates: [...whole, ...some.each],
    ranked: some.any,
    parts: words,
    most: mostRanked.apart,
    enough: Math.min(enough, enoughApart),
  };
}

type HitRow = Hit & Pick<Hits, 'counts' | 'isCapped'>;

/** A thread stands once, by what of it fits best. */
const bestOf = (found: RawBuilder<unknown>, given: Given<Part>) => sql<HitRow>`
  with found as materialized (
    select * from ${found}
  ), best as materialized (
    select distinct on (whole) * from found
     where share >= ${sql.lit(leastShare)} order by whole, score desc, id
  ), shown as (
    select * from best order by score desc, shown_at desc, id
     limit (select ${given('limit')}::integer) offset (select ${given('skip')}::integer)
  )
  select document.id, document.kind, shown.score, document.community_id as "communityId",
         communities.name as "communityName", document.thread_id as "threadId", document.post_no as "postNo",
         document.title, left(document.body, ${sql.lit(excerptedLength)}) as body, topics.name as "topicName",
         document.author_id as "authorId", persons.name as "authorName", document.trust,
         document.shown_at as "shownAt",
         document.kind = 'resource'
           or exists (select from file_uses
                       where file_uses.organization_id = document.organization_id
                         and file_uses.holder_kind in ('post', 'article')
                         and file_uses.holder_id = document.id and file_uses.is_shown) as "hasFiles",
         (select bool_or(is_cut) from found) as "isCapped",
         (select coalesce(jsonb_object_agg(kind, count), '{}')
            from (select kind, count(*) from best group by kind) as counted) as counts
    from shown
    join search_documents as document on document.id = shown.id
    join communities on communities.organization_id = document.organization_id
     and communities.id = document.community_id
    left join topics on topics.organization_id = document.organization_id and topics.id = document.topic_id
    left join persons on persons.organization_id = document.organization_id and persons.id = document.author_id
   order by shown.score desc, shown.shown_at desc, shown.id`;

const bestSaying = statement<Bounds & Wish & Part, HitRow>((_tx, given) =>
  bestOf(saying(given), given),
);
const bestOfNewest = statement<Bounds & Part, HitRow>((_tx, given) => bestOf(newest(given), given));

/** The best of what was found. */
export async function bestHits(
  tx: Transaction,
  look: Look,
  asked: Asked,
  part: Part,
): Promise<Hits> {
  const asks = { ...boundsOf(look), ...part };
  const rows = await (asked.all === null
    ? bestOfNewest(tx, asks)
    : bestSaying(tx, { ...asks, ...wishOf(asked, asked.all) }));
  const [first] = rows;
  return {
    hits: rows.map(({ counts: _counts, isCapped: _isCapped, ...hit }) => hit),
    counts: first?.counts ?? {},
    isCapped: first?.isCapped ?? false,
  };
}

const countsOf = statement<
  Bounds & { asked: readonly string[]; most: number },
  { counts: number[] }
>(
  (_tx, given) => sql`
    select count_documents((select ${given('asked')}::tsquery[]), ${placesIn(given)},
                           (select ${given('mayRoam')}::boolean), (select ${given('kinds')}::text[]),
                           ${topicsIn(given)}, ${authorsIn(given)}, (select ${given('most')}::integer)) as counts`,
);

/** How many documents that may be read say each of these, as far as this counts. */
export async function usesOf(
  tx: Transaction,
  look: Look,
  asked: readonly string[],
  most: number,
): Promise<number[]> {
  if (asked.length === 0) return [];
  const [row] = await countsOf(tx, { ...boundsOf(look), asked, most });
  return row?.counts ?? [];
}

const oneEditAway = statement<{ word: string; most: number }, { alike: string }>(
  (_tx, given) =>
    sql`select alike from words_nearest(${given('word')}, (select ${given('most')}::integer)) as alike`,
);
const twoEditsAway = statement<{ word: string; most: number }, { alike: string }>(
  (_tx, given) =>
    sql`select alike from words_like(${given('word')}, 2, (select ${given('most')}::integer)) as alike`,
);

/** Words that something is found by and that are one edit away from this one, or two edits and a little more. */
export async function wordsLike(
  tx: Transaction,
  word: string,
  { edits, most }: { edits: 1 | 2; most: number },
): Promise<string[]> {
  const rows = await (edits === 1 ? oneEditAway : twoEditsAway)(tx, { word, most });
  return rows.map(({ alike }) => alike);
}
