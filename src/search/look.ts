import { sql, type RawBuilder } from 'kysely';
import { folded } from '../db/index.ts';
import type { Session } from '../sessions/index.ts';
import type { DocumentKind } from './document.ts';
import { readableTo } from './readable.ts';

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

/** Whether any word of a name begins with one of these. Letters of one byte have no marks to fold. */
function beginsLike(name: RawBuilder<unknown>, values: readonly string[]): RawBuilder<boolean> {
  return sql`exists (
    select from unnest(${values}::text[]) as value,
           (select case when octet_length(${name}) = length(${name}) then lower(${name})
                        else ${folded(name)} end) as own (name)
     where strpos(' ' || own.name, ' ' || value) > 0)`;
}

/** Where one may look: only what may be read, and of that what was asked for. */
export function placesOf({ session, communityId, in: named }: Look): RawBuilder<string[]> {
  const here = communityId ? sql`place = ${communityId}::uuid` : sql`true`;
  const called =
    named.length === 0
      ? sql`true`
      : sql`exists (select from communities where communities.id = place
                      and ${beginsLike(sql`communities.name`, named)})`;
  return sql`array(select place from unnest(${readableTo(session)}) as place where ${here} and ${called})`;
}

export function topicsOf({ topic }: Look): RawBuilder<string[] | null> {
  if (topic.length === 0) return sql`null::uuid[]`;
  return sql`array(select topics.id from topics where ${beginsLike(sql`topics.name`, topic)})`;
}

/** Whoever means one of more than so many must name them more fully. */
const mostCalledSo = 1000;

export function authorsOf({ by }: Look): RawBuilder<string[] | null> {
  if (by.length === 0) return sql`null::uuid[]`;
  return sql`persons_called(${by}::text[], ${mostCalledSo})`;
}

/** What is for the whole organization is read by all who come; it is not of one community alone. */
export const mayRoam = ({ communityId, in: named }: Look) =>
  communityId === null && named.length === 0;
