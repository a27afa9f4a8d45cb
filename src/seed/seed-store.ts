import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import { idOf, wordAt, type Filling } from './filling.ts';
import { familyNames, fields, givenNames, places, practices, topics } from './words.ts';

const n = sql.ref('n');

export async function insertPeople(tx: Transaction, filling: Filling): Promise<void> {
  await sql`
    insert into persons (organization_id, id, name)
      select ${filling.organizationId}, ${idOf(filling, 'person', n)},
             ${wordAt(givenNames, n)} || ' ' || ${wordAt(familyNames, n)}
        from generate_series(1, ${filling.people}::integer) as n`.execute(tx);
}

export async function insertCourses(tx: Transaction, filling: Filling): Promise<void> {
  await sql`
    insert into courses (organization_id, id, deployment_id, context_id, label, title)
      select ${filling.organizationId}, ${idOf(filling, 'course', n)}, ${filling.deploymentId},
             ${filling.salt}::text || n, 'C-' || n, initcap(${wordAt(fields, n)}) || ' ' || n
        from generate_series(1, ${filling.courses}::integer) as n`.execute(tx);
}

/** Everybody is in three courses. */
export async function insertEnrollments(tx: Transaction, filling: Filling): Promise<void> {
  const course = sql`1 + (n * 7 + which * 1237) % ${filling.courses}::integer`;
  await sql`
    insert into enrollments (organization_id, course_id, person_id, role)
      select ${filling.organizationId}, ${idOf(filling, 'course', course)}, ${idOf(filling, 'person', n)},
             'learner'
        from generate_series(1, ${filling.people}::integer) as n, generate_series(0, 2) as which
      on conflict do nothing`.execute(tx);
}

/** Courses that were there before get company as well: thirty people each. */
export async function joinEarlierCourses(tx: Transaction, filling: Filling): Promise<void> {
  await sql`
    insert into enrollments (organization_id, course_id, person_id, role)
      select ${filling.organizationId}, courses.id, ${idOf(filling, 'person', n)}, 'learner'
        from courses, generate_series(1, least(30, ${filling.people}::integer)) as n
       where courses.context_id not like ${`${filling.salt}%`}
      on conflict do nothing`.execute(tx);
}

export async function insertCommunities(tx: Transaction, filling: Filling): Promise<void> {
  await sql`
    insert into communities (organization_id, id, name, charter_version, created_by, set_up_ended_at)
      select ${filling.organizationId}, ${idOf(filling, 'community', n)},
             ${wordAt(practices, n)} || ' in ' || ${wordAt(fields, n)} || ', ' || ${wordAt(places, n)},
             1, ${idOf(filling, 'person', n)}, now()
        from generate_series(1, ${filling.communities}::integer) as n`.execute(tx);
}

export async function insertCharters(tx: Transaction, filling: Filling): Promise<void> {
  await sql`
    insert into charters (organization_id, community_id, version, purpose, created_by)
      select ${filling.organizationId}, ${idOf(filling, 'community', n)}, 1,
             'We share what works in ' || lower(${wordAt(practices, n)}) || ' with '
               || ${wordAt(places, n)} || ', and what did not.',
             ${idOf(filling, 'person', n)}
        from generate_series(1, ${filling.communities}::integer) as n`.execute(tx);
}

/** Four topics each. */
export async function insertTopics(tx: Transaction, filling: Filling): Promise<void> {
  await sql`
    insert into topics (organization_id, id, community_id, name, position)
      select ${filling.organizationId}, ${idOf(filling, 'topic', sql`n * 4 + which`)},
             ${idOf(filling, 'community', n)}, ${wordAt(topics, sql`n + which`)}, which
        from generate_series(1, ${filling.communities}::integer) as n, generate_series(0, 3) as which`.execute(
    tx,
  );
}

/** What they are found by; their words have neither case nor accents to fold but capitals. */
export async function indexCommunities(tx: Transaction, filling: Filling): Promise<void> {
  await sql`
    update communities c
       set name_key = lower(c.name),
           words = setweight(to_tsvector('simple', lower(c.name)), 'A')
                || setweight(to_tsvector('simple', (
                     select string_agg(t.name, ' ') from topics t where t.community_id = c.id)), 'B')
                || setweight(to_tsvector('simple', lower(charters.purpose)), 'C')
      from charters
     where charters.community_id = c.id and charters.version = 1
       and c.id in (select ${idOf(filling, 'community', n)}
                      from generate_series(1, ${filling.communities}::integer) as n)`.execute(tx);
}

/** Everybody belongs to two; whoever founded a community leads it. */
export async function insertMemberships(tx: Transaction, filling: Filling): Promise<void> {
  const community = sql`1 + (n * 3 + which * 61 - 3) % ${filling.communities}::integer`;
  await sql`
    insert into memberships (organization_id, community_id, person_id, role, joined_at)
      select ${filling.organizationId}::uuid, ${idOf(filling, 'community', n)}, ${idOf(filling, 'person', n)},
             'facilitator', now() - interval '1 year'
        from generate_series(1, ${filling.communities}::integer) as n
      union all
      select ${filling.organizationId}::uuid, ${idOf(filling, 'community', community)},
             ${idOf(filling, 'person', n)}, 'member', now() - (n % 300) * interval '1 day'
        from generate_series(1, ${filling.people}::integer) as n, generate_series(0, 1) as which
      on conflict do nothing`.execute(tx);
}

export async function insertTerms(tx: Transaction, filling: Filling): Promise<void> {
  await sql`
    insert into terms (organization_id, id, community_id, person_id, starts_on)
      select ${filling.organizationId}, ${idOf(filling, 'term', n)}, ${idOf(filling, 'community', n)},
             ${idOf(filling, 'person', n)}, current_date - 365
        from generate_series(1, ${filling.communities}::integer) as n`.execute(tx);
}

/** Every course has a home. */
export async function insertMappings(tx: Transaction, filling: Filling): Promise<void> {
  const community = sql`1 + n % ${filling.communities}::integer`;
  await sql`
    insert into mappings (organization_id, course_id, community_id, is_home, created_by)
      select ${filling.organizationId}, ${idOf(filling, 'course', n)},
             ${idOf(filling, 'community', community)}, true, ${idOf(filling, 'person', community)}
        from generate_series(1, ${filling.courses}::integer) as n`.execute(tx);
}

export async function findDeploymentId(tx: Transaction): Promise<string | undefined> {
  const deployment = await tx
    .selectFrom('deployments')
    .select('id')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return deployment?.id;
}
