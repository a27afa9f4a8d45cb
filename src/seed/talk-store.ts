import { sql, type RawBuilder } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';
import { renderMarkdown, rendererVersion } from '../web/index.ts';
import { idOf, wordAt, type Filling } from './filling.ts';
import { passages } from './passages.ts';
import { bodies, practices, titles, topics } from './words.ts';

const n = sql.ref('n');

const communityNo = ({ communities }: Filling) => sql`1 + n % ${communities}::integer`;

/** How fast threads grow shorter from the longest on. */
const slope = 0.6;

/** The number of posts of this thread: of the first the most, and of most threads a few. */
function lengthOf({ threads, posts, longestThread }: Filling): RawBuilder<unknown> {
  const rest = Math.max(0, posts - longestThread - (threads - 1));
  const shares = threads ** (1 - slope) / (1 - slope);
  return sql`case when n = 1 then ${longestThread}::integer
    else 1 + round(${rest / shares}::float8 * power(n, ${-slope}::float8))::integer end`;
}

/** Somebody of the organization, another one for every post of a thread. */
const writerNo = ({ people }: Filling) => sql`1 + (n::bigint * 31 + no * 17) % ${people}::integer`;

const minutes = 525_600;
const begun = 20_000;

/** Begun over a year and more, and each a few days long. */
const writtenAt = sql`date_trunc('milliseconds',
  now() - (n::bigint * 7919 % ${minutes}::integer + ${begun}::integer) * interval '1 minute' + no * interval '4 minutes')`;

export async function insertThreads(tx: Transaction, filling: Filling): Promise<void> {
  const community = communityNo(filling);
  const lastWriter = idOf(filling, 'person', writerNo(filling));
  const first = sql`(1 + (n::bigint * 31 + 17) % ${filling.people}::integer)`;
  await sql`
    insert into threads (organization_id, id, community_id, kind, idea_state, title, title_key, topic_id,
                         author_id, last_post_no, last_post_at, last_post_by, vote_count, created_at)
      select ${filling.organizationId}, ${idOf(filling, 'thread', n)}, ${idOf(filling, 'community', community)},
             kind, case when kind = 'idea' then 'raised' end, title, lower(title),
             ${idOf(filling, 'topic', sql`(${community}) * 4 + n % 4`)},
             ${idOf(filling, 'person', first)}, no, ${writtenAt}, ${lastWriter},
             case when kind = 'idea' then 1 else 0 end, ${writtenAt}
        from (select n, ${lengthOf(filling)} as no,
                     (array['question', 'question', 'discussion', 'idea', 'introduction'])[1 + n % 5] as kind,
                     ${wordAt(titles, n)} || ' ' || ${wordAt(topics, sql`n / 3`)} || ', '
                       || lower(${wordAt(practices, sql`n / 7`)}) || ' ' || n as title
                from generate_series(1, ${filling.threads}::integer) as n) as made`.execute(tx);
}

/** So much of the newest talk is what a search looks through first. */
const atFront = 30_000;

/** And so much of that before all the rest. */
const foremostOfFront = 0.1;

/** What a search looks through first is the newest talk, as it would be if it had been written day by day. */
export async function insertFront(tx: Transaction, filling: Filling): Promise<void> {
  if (filling.posts <= atFront) return;
  const newest = Math.round((minutes * atFront) / filling.posts);
  const foremost = Math.round(newest * foremostOfFront);
  await sql`
    insert into search_readings (organization_id, front_since, least_worth)
      values (${filling.organizationId}, now() - ${begun + newest}::integer * interval '1 minute',
              search_worth(0::smallint, now() - ${begun + foremost}::integer * interval '1 minute'))
      on conflict (organization_id) do update
        set front_since = excluded.front_since, least_worth = excluded.least_worth`.execute(tx);
}

/** So many that the same one is seldom met twice. */
const mostPassages = 60_000;

export async function insertPosts(tx: Transaction, filling: Filling): Promise<void> {
  const html = bodies.map((body) => renderMarkdown(body));
  const said = passages(Math.min(filling.posts, mostPassages));
  const body = sql`n + no * 5`;
  await sql`
    insert into posts (organization_id, id, thread_id, post_no, parent_no, author_id, body_source, body_html,
                       renderer_version, thanks_count, change_no, created_at)
      select ${filling.organizationId}, ${idOf(filling, 'post', sql`n || '-' || no`)}, ${idOf(filling, 'thread', n)},
             no, case when no = 1 then null when no % 5 = 0 then no - 1 else 1 end,
             ${idOf(filling, 'person', writerNo(filling))},
             ${wordAt(bodies, body)} || E'\\n\\n' || passage, ${wordAt(html, body)} || '<p>' || passage || '</p>',
             ${rendererVersion}::integer, case when no % 8 = 1 then 1 else 0 end, case when no % 20 = 0 then 1 else 0 end, ${writtenAt}
        from generate_series(1, ${filling.threads}::integer) as n
       cross join lateral generate_series(1, ${lengthOf(filling)}) as no
        join unnest(${said}::text[]) with ordinality as said (passage, place)
          on place = 1 + (hashint4extended(n, no) & 2147483647) % ${said.length}::integer
       order by ${writtenAt}`.execute(tx);
}

/** Somebody says thanks for every eighth post, the first of a thread among them. */
export async function insertReactions(tx: Transaction, filling: Filling): Promise<void> {
  const reader = sql`1 + (n::bigint * 13 + no * 7) % ${filling.people}::integer`;
  await sql`
    insert into reactions (organization_id, post_id, kind, person_id)
      select ${filling.organizationId}, ${idOf(filling, 'post', sql`n || '-' || no`)}, 'thanks',
             ${idOf(filling, 'person', reader)}
        from generate_series(1, ${filling.threads}::integer) as n
       cross join lateral generate_series(1, ${lengthOf(filling)}, 8) as no`.execute(tx);
}

/** Three people have read in each thread: one to its end, the others to its middle. */
export async function insertReaders(tx: Transaction, filling: Filling): Promise<void> {
  const reader = sql`1 + (n::bigint * 7 + no * 211) % ${filling.people}::integer`;
  await sql`
    insert into thread_readers (organization_id, thread_id, person_id, last_read_no)
      select ${filling.organizationId}, ${idOf(filling, 'thread', n)}, ${idOf(filling, 'person', reader)},
             greatest(1, case when no = 1 then ${lengthOf(filling)} else (${lengthOf(filling)}) / 2 end)
        from generate_series(1, ${filling.threads}::integer) as n, generate_series(1, 3) as no
      on conflict do nothing`.execute(tx);
}

/** One reader in each thread follows it, and every idea has a vote. */
export async function insertFollowers(tx: Transaction, filling: Filling): Promise<void> {
  const follower = idOf(
    filling,
    'person',
    sql`1 + (n::bigint * 7 + 211) % ${filling.people}::integer`,
  );
  await sql`
    insert into watches (organization_id, person_id, scope, scope_id, level, reason)
      select ${filling.organizationId}, ${follower}, 'thread', ${idOf(filling, 'thread', n)}, 'watching', 'chosen'
        from generate_series(1, ${filling.threads}::integer) as n`.execute(tx);
  await sql`
    insert into thread_votes (organization_id, thread_id, person_id)
      select ${filling.organizationId}, ${idOf(filling, 'thread', n)}, ${follower}
        from generate_series(1, ${filling.threads}::integer) as n where n % 5 = 3`.execute(tx);
}

/** The record tells time by its ids, so these are made as everywhere else. */
export async function insertActivity(tx: Transaction, filling: Filling): Promise<void> {
  const ids = Array.from({ length: filling.threads }, () => newId());
  await sql`
    insert into activity (organization_id, id, community_id, person_id, verb, object_kind, object_id)
      select ${filling.organizationId}, made.id, ${idOf(filling, 'community', communityNo(filling))},
             ${idOf(filling, 'person', communityNo(filling))}, 'started', 'thread', ${idOf(filling, 'thread', n)}
        from unnest(${ids}::uuid[]) with ordinality as made (id, n)`.execute(tx);
}
