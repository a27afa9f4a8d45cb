import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';

/** The community that ends, and the one that goes on. */
export interface Merger {
  from: string;
  into: string;
}

/** How many of one kind a merger brings to the community that goes on. */
interface MergeCount {
  /** Of people, those who do not belong to it yet. */
  kind: 'threads' | 'articles' | 'resources' | 'people' | 'courses' | 'agenda' | 'terms';
  count: number;
}

/** What a merger brings, of each kind that there is any of. */
export async function countMerger(tx: Transaction, { from, into }: Merger): Promise<MergeCount[]> {
  const { rows } = await sql<MergeCount>`
    select kind, count::integer from (values
      (1, 'threads', (select count(*) from threads where community_id = ${from})),
      (2, 'articles', (select count(*) from articles where community_id = ${from} and standing = 'shown')),
      (3, 'resources', (select count(*) from resources where community_id = ${from} and standing = 'shown')),
      (4, 'people', (
        select count(*) from memberships m
         where m.community_id = ${from} and m.left_at is null
           and not exists (select from memberships other
                            where other.community_id = ${into} and other.person_id = m.person_id
                              and other.left_at is null))),
      (5, 'courses', (select count(*) from mappings m where m.community_id = ${from} and m.state = 'agreed')),
      (6, 'agenda', (select count(*) from agenda_items where community_id = ${from})),
      (7, 'terms', (select count(*) from glossary_terms where community_id = ${from}))
    ) as counts (place, kind, count)
     where count > 0 order by place`.execute(tx);
  return rows;
}

/**
 * Everybody who belongs comes along as a member; who belongs already stays what they are, and who left has
 * left here too, so that their course does not bring them in again.
 */
export async function moveMembers(tx: Transaction, { from, into }: Merger): Promise<void> {
  await sql`
    insert into memberships
        (organization_id, community_id, person_id, role, course_id, joined_at, level, left_at)
      select organization_id, ${into}::uuid, person_id, 'member', course_id, joined_at, level, left_at
        from memberships where community_id = ${from}
      on conflict (organization_id, community_id, person_id) do update
        set role = 'member', level = excluded.level, left_at = null
        where memberships.left_at is not null and excluded.left_at is null`.execute(tx);
}

export async function endMemberships(tx: Transaction, { from }: Merger): Promise<void> {
  await tx
    .updateTable('memberships')
    .set({ leftAt: sql<Date>`now()` })
    .where('communityId', '=', from)
    .where('leftAt', 'is', null)
    .execute();
}

export async function endTerms(tx: Transaction, { from }: Merger): Promise<void> {
  await tx
    .updateTable('terms')
    .set({ endedAt: sql<Date>`now()` })
    .where('communityId', '=', from)
    .where('endedAt', 'is', null)
    .execute();
}

export async function withdrawNominations(tx: Transaction, { from }: Merger): Promise<void> {
  await tx
    .updateTable('nominations')
    .set({ state: 'withdrawn' })
    .where('communityId', '=', from)
    .where('tookEffectAt', 'is', null)
    .where('state', 'in', ['asked', 'accepted', 'confirmed'])
    .execute();
}

/** A course that feeds both ends the mapping of the one that goes. @returns those whose home it was */
export async function endDoubleMappings(
  tx: Transaction,
  { from, into }: Merger,
): Promise<{ courseId: string; isHome: boolean }[]> {
  return tx
    .deleteFrom('mappings')
    .where('communityId', '=', from)
    .where('courseId', 'in', (both) =>
      both.selectFrom('mappings').select('courseId').where('communityId', '=', into),
    )
    .returning(['courseId', 'isHome'])
    .execute();
}

/** What two mappings promised, the one that stays keeps: it is agreed, and a home where either was. */
export async function strengthenMapping(
  tx: Transaction,
  { into }: Merger,
  { courseId, isHome }: { courseId: string; isHome: boolean },
): Promise<void> {
  await tx
    .updateTable('mappings')
    .set({ state: 'agreed', ...(isHome && { isHome }) })
    .where('communityId', '=', into)
    .where('courseId', '=', courseId)
    .execute();
}

export async function moveMappings(tx: Transaction, { from, into }: Merger): Promise<void> {
  await tx
    .updateTable('mappings')
    .set({ communityId: into })
    .where('communityId', '=', from)
    .execute();
}

/** Offers of help go on waiting there, except from somebody who has one waiting already. */
export async function moveHelpOffers(tx: Transaction, { from, into }: Merger): Promise<void> {
  await sql`
    update help_offers set community_id = ${into}
     where community_id = ${from}
       and (answered_at is not null
            or not exists (select from help_offers other
                            where other.community_id = ${into}
                              and other.person_id = help_offers.person_id
                              and other.answered_at is null))`.execute(tx);
}

/** So do requests to be let in, except from somebody who belongs or asks there already. */
export async function moveJoinRequests(tx: Transaction, { from, into }: Merger): Promise<void> {
  await sql`
    update join_requests set community_id = ${into}
     where community_id = ${from} and answered_at is null
       and not exists (select from join_requests other
                        where other.community_id = ${into}
                          and other.person_id = join_requests.person_id
                          and other.answered_at is null)
       and not exists (select from memberships m
                        where m.community_id = ${into} and m.person_id = join_requests.person_id
                          and m.left_at is null)`.execute(tx);
}

export async function copyInvitations(tx: Transaction, { from, into }: Merger): Promise<void> {
  await sql`
    insert into member_invitations (organization_id, community_id, person_id, invited_by, created_at)
      select organization_id, ${into}::uuid, person_id, invited_by, created_at
        from member_invitations where community_id = ${from}
      on conflict do nothing`.execute(tx);
}

export async function copySponsorships(tx: Transaction, { from, into }: Merger): Promise<void> {
  await sql`
    insert into sponsorships (organization_id, community_id, person_id, named_by, created_at)
      select organization_id, ${into}::uuid, person_id, named_by, created_at
        from sponsorships where community_id = ${from}
      on conflict do nothing`.execute(tx);
}

export async function deleteSponsorships(tx: Transaction, { from }: Merger): Promise<void> {
  await tx.deleteFrom('sponsorships').where('communityId', '=', from).execute();
}

/** From now on it is found by nobody, and its addresses lead on; those that led to it lead on at once. */
export async function markMerged(
  tx: Transaction,
  { from, into }: Merger,
  mergedBy: string,
): Promise<void> {
  await tx
    .updateTable('communities')
    .set({ mergedInto: into })
    .where('mergedInto', '=', from)
    .execute();
  await tx
    .updateTable('communities')
    .set({
      mergedInto: into,
      mergedAt: sql<Date>`now()`,
      mergedBy,
      listing: 'hidden',
      joining: 'invitation',
      reading: 'members',
    })
    .where('id', '=', from)
    .execute();
}

/** Where a community went, if it was merged into another. */
export async function findSuccessor(tx: Transaction, id: string): Promise<string | null> {
  const community = await tx
    .selectFrom('communities')
    .select('mergedInto')
    .where('id', '=', id)
    .executeTakeFirst();
  return community?.mergedInto ?? null;
}

/** What somebody leads, by name. */
export function communitiesLedBy(
  tx: Transaction,
  personId: string,
): Promise<{ id: string; name: string }[]> {
  return tx
    .selectFrom('memberships')
    .innerJoin('communities', (join) =>
      join
        .onRef('communities.organizationId', '=', 'memberships.organizationId')
        .onRef('communities.id', '=', 'memberships.communityId'),
    )
    .select(['communities.id', 'communities.name'])
    .where('memberships.personId', '=', personId)
    .where('memberships.role', '=', 'facilitator')
    .where('memberships.leftAt', 'is', null)
    .orderBy('communities.name')
    .orderBy('communities.id')
    .limit(50)
    .execute();
}
