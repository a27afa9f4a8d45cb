import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

const tables = {
  article: 'articles',
  resource: 'resources',
  collection: 'collections',
} as const;

/** Something that may be for the whole organization. */
export interface Opened {
  kind: keyof typeof tables;
  id: string;
}

/** Who asked that everybody in the organization may read something. */
export interface ReachAsked {
  askedBy: string;
  name: string | null;
  askedAt: Date;
  /** Whether there is a second pair of eyes: somebody else who may decide. */
  hasAnswerer: boolean;
}

/** Members who are named to review decide about articles, besides those who lead. */
function isNamed(kind: Opened['kind']) {
  if (kind !== 'article') return sql<boolean>`false`;
  return sql<boolean>`exists (select from knowledge_reviewers named
    where named.organization_id = others.organization_id
      and named.community_id = others.community_id and named.person_id = others.person_id)`;
}

export async function findReachAsked(
  tx: Transaction,
  { kind, id }: Opened,
): Promise<ReachAsked | null> {
  const { rows } = await sql<ReachAsked>`
    select opened.reach_asked_by as asked_by, persons.name, opened.reach_asked_at as asked_at,
           exists (select from memberships others
                    where others.organization_id = opened.organization_id
                      and others.community_id = opened.community_id
                      and others.person_id <> opened.reach_asked_by and others.left_at is null
                      and (others.role = 'facilitator' or ${isNamed(kind)})) as has_answerer
      from ${sql.table(tables[kind])} as opened
      join persons on persons.organization_id = opened.organization_id
       and persons.id = opened.reach_asked_by
     where opened.id = ${id}`.execute(tx);
  return rows[0] ?? null;
}

/** Asks that everybody may read it; whoever asked first has asked. */
export async function updateReachAsked(
  tx: Transaction,
  { kind, id }: Opened,
  personId: string,
): Promise<void> {
  await tx
    .updateTable(tables[kind])
    .set({ reachAskedBy: personId, reachAskedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .where('reachAskedBy', 'is', null)
    .where('reach', '=', 'community')
    .execute();
}

/** What everybody read is for the community again, until somebody answers this person. @returns false where it was */
export async function closeAgain(
  tx: Transaction,
  { kind, id }: Opened,
  personId: string,
): Promise<boolean> {
  const updated = await tx
    .updateTable(tables[kind])
    .set({ reach: 'community', reachAskedBy: personId, reachAskedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .where('reach', '=', 'organization')
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}

/** Who may read it from now on; whatever was asked is answered. @returns false where it was so already */
export async function updateReach(
  tx: Transaction,
  { kind, id }: Opened,
  reach: 'community' | 'organization',
): Promise<boolean> {
  const updated = await tx
    .updateTable(tables[kind])
    .set({ reach, reachAskedBy: null, reachAskedAt: null })
    .where('id', '=', id)
    .where((given) =>
      given.or([given('reach', '<>', reach), given('reachAskedBy', 'is not', null)]),
    )
    .returning('id')
    .executeTakeFirst();
  return updated !== undefined;
}
