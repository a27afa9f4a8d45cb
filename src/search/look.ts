import { sql, type RawBuilder } from 'kysely';
import { folded, type Given } from '../db/index.ts';
import type { Session } from '../sessions/index.ts';
import type { DocumentKind } from './document.ts';
import { readableTo, type Reading } from './readable.ts';

/** Whether people are looked for: not at all, the first of them beside documents, or nobody but them. */
export type PeopleAsked = 'none' | 'some' | 'only';

/** Where somebody looks, besides what for. */
export interface Look {
  session: Session;
  /** The community they look in; null for wherever they may read. */
  communityId: string | null;
  /** The community they stand in, whose things are nearest. */
  nearId: string | null;
  /** Of documents; none where only people are asked for. */
  kinds: readonly DocumentKind[] | null;
  people: PeopleAsked;
  /** Folded beginnings of names; each narrows. */
  topic: readonly string[];
  by: readonly string[];
  in: readonly string[];
}

/** What the statements are given of it. */
export interface Bounds extends Reading, Pick<Look, 'communityId' | 'nearId' | 'kinds'> {
  topics: readonly string[];
  authors: readonly string[];
  communities: readonly string[];
  /** What is for the whole organization is read by all who come; it is not of one community alone. */
  mayRoam: boolean;
}

export const boundsOf = ({
  session,
  communityId,
  nearId,
  kinds,
  topic,
  by,
  in: within,
}: Look): Bounds => ({
  personId: session.personId,
  courseId: session.courseId,
  communityId,
  nearId,
  kinds,
  topics: topic,
  authors: by,
  communities: within,
  mayRoam: communityId === null && within.length === 0,
});

type Named = 'topics' | 'authors' | 'communities';

const named = (given: Given<Bounds>, name: Named) => sql`(select ${given(name)}::text[])`;

/** Whether any word of a name begins with one of these. Letters of one byte have no marks to fold. */
function beginsLike(name: RawBuilder<unknown>, values: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (
    select from unnest(${values}) as value,
           (select case when octet_length(${name}) = length(${name}) then lower(${name})
                        else ${folded(name)} end) as own (name)
     where strpos(' ' || own.name, ' ' || value) > 0)`;
}

/** Where one may look: only what may be read, and of that what was asked for. */
export const placesIn = (given: Given<Bounds>): RawBuilder<string[]> => sql`array(
  select place from unnest(${readableTo(given)}) as place
   where ((select ${given('communityId')}::uuid) is null or place = (select ${given('communityId')}::uuid))
     and (${named(given, 'communities')} = '{}'
          or exists (select from communities where communities.id = place
                        and ${beginsLike(sql`communities.name`, named(given, 'communities'))})))`;

export const topicsIn = (given: Given<Bounds>): RawBuilder<string[] | null> => sql`
  case when ${named(given, 'topics')} <> '{}'
       then array(select topics.id from topics where ${beginsLike(sql`topics.name`, named(given, 'topics'))}) end`;

/** Whoever means one of more than so many must name them more fully. */
const mostCalledSo = 1000;

export const authorsIn = (given: Given<Bounds>): RawBuilder<string[] | null> => sql`
  case when ${named(given, 'authors')} <> '{}'
       then persons_called(${named(given, 'authors')}, ${sql.lit(mostCalledSo)}) end`;

/** Which part of what is found. */
export interface Part {
  limit: number;
  skip: number;
}
