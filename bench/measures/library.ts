import { sql } from 'kysely';
import pg from 'pg';
import { openDatabase } from '../../src/db/index.ts';
import { rendererVersion } from '../../src/web/markdown/render.ts';
import type { Bench, Verdict } from '../harness/bench.ts';
import { visit } from '../harness/community.ts';
import type { Grounds } from '../harness/grounds.ts';
import { openGuildhall } from '../harness/guildhall.ts';
import {
  inTurns,
  speedCells,
  speedColumns,
  type Measured,
  type Subject,
} from '../harness/rounds.ts';
import type { Server } from '../harness/server.ts';
import { median } from '../harness/statistics.ts';
import { ana, tutors } from '../../test/support/platform/launch-claims.ts';

/** One at a time, so that what is measured is the server's time and no queue. */
const pace = { rounds: 5, count: 40, inFlight: 1 };
const items = Number(process.env['BENCH_ITEMS'] ?? 100_000);
const mostMs = 30;
const name = 'guildhall_library';

/** What fills the library: a few of each rare thing, many of each common one, over three years. */
async function fill(url: string): Promise<void> {
  const db = await openDatabase({ place: { url }, queryTimeLimitMs: 600_000 });
  try {
    const ids = await db.atTheDoor((tx) =>
      sql<{ id: string }>`select id from organizations`.execute(tx),
    );
    const organizationId = ids.rows[0]?.id ?? '';
    await db.within(organizationId, async (tx) => {
      await sql`
        insert into resources (organization_id, id, community_id, given_by, kind, title, title_key,
                               why_source, why_html, renderer_version, topic_id, licence, language,
                               url, thanks, says_when, has_evidence, reviewed_at, created_at, updated_at)
          select communities.organization_id, gen_random_uuid(), communities.id,
                 communities.created_by, 'link', 'Item ' || md5(n::text), 'item ' || md5(n::text),
                 'Why', '<p>Why</p>', ${rendererVersion}::integer,
                 (select id from topics order by position limit 1 offset n % 4),
                 'by', case when n % 997 = 0 then 'fr' else 'en' end,
                 'https://example.org/' || n, n % 50,
                 n % 5 = 0, n % 1009 = 0, case when n % 991 > 0 then now() end,
                 now() - n * interval '15 minutes', now() - n * interval '15 minutes'
            from communities, generate_series(1, ${items}::integer) as n`.execute(tx);
      await sql`
        insert into stories (organization_id, id, community_id, holder_kind, holder_id, told_by,
                             outcome, tried_source, tried_html, renderer_version)
          select organization_id, gen_random_uuid(), community_id, 'resource', id, given_by,
                 'worked', 'It', '<p>It</p>', ${rendererVersion}::integer
            from resources where says_when`.execute(tx);
      await sql`
        insert into link_previews (organization_id, resource_id, state, look_next_at)
          select organization_id, id, 'alive', now() + interval '1 year' from resources`.execute(
        tx,
      );
    });
  } finally {
    await db.close();
  }
  // As the database does by itself, within a minute or so.
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('vacuum analyze');
  await client.end();
}

interface Library {
  server: Server;
  cookie: string;
  pages: Record<string, string>;
}

async function libraryOn(grounds: Grounds): Promise<Library> {
  const { platform } = grounds;
  const tool = await openGuildhall(platform, grounds, 'postgresql', name);
  const shape = { person: ana, role: 'instructor', course: tutors } as const;
  const founder = await visit(platform, tool, shape);
  const home = await founder.send(founder.arrived, {
    name: 'Patient safety in practice',
    purpose: 'We learn from near misses before they become harm.',
    topics: 'medication, handover, speaking up, simulation',
  });
  await fill(grounds.urlOf(name));
  const { body } = await founder.get(`${home}/library`);
  const topic = /<option value="([\w-]{36})"/.exec(body)?.[1] ?? '';
  const library = `${home}/library`;
  return {
    server: tool.server,
    cookie: founder.cookie,
    pages: {
      'newest first': library,
      'most thanked first': `${library}?order=thanked`,
      'by title': `${library}?order=title`,
      'of a topic, by title': `${library}?topic=${topic}&order=title`,
      'in a rare language, most thanked first': `${library}?language=fr&order=thanked`,
      'of the last week, of a topic': `${library}?since=week&topic=${topic}`,
      'of the last three months, by title': `${library}?since=quarter&order=title`,
      'that says when to use it, most thanked first': `${library}?says=when&order=thanked`,
      'that has evidence, which is rare, by title': `${library}?says=evidence&order=title`,
      'not looked over, which is rare, most thanked first': `${library}?reviewed=no&order=thanked`,
      'put into practice: the stories of all of it': `${home}/practice`,
      'put into practice, and did not work: none': `${home}/practice?outcome=not`,
      'of a kind that there is none of': `${library}?kind=video`,
    },
  };
}

const subjectOf =
  (page: string) =>
  ({ server, cookie, pages }: Library): Subject => ({
    name: server.name,
    server,
    status: 200,
    questions: (count) =>
      Array.from({ length: count }, () => ({
        method: 'GET',
        path: pages[page] ?? '',
        headers: { cookie },
      })),
  });

function verdictOf(page: string, { latenciesMs }: Measured): Verdict {
  const middle = median(latenciesMs);
  return {
    budget: `A library of ${items}: ${page} within ${mostMs} ms at the median`,
    measured: `${middle.toFixed(1)} ms`,
    isKept: middle <= mostMs,
  };
}

export const library: Bench = {
  title: `A library of ${items} links in one community`,
  measure: async (grounds) => {
    const filled = await libraryOn(grounds);
    try {
      const tables = [];
      const verdicts = [];
      for (const page of Object.keys(filled.pages)) {
        const measured = await inTurns([subjectOf(page)(filled)], pace);
        tables.push({
          columns: [page, ...speedColumns],
          rows: measured.map((one) => [one.name, ...speedCells(one)]),
        });
        verdicts.push(...measured.map((one) => verdictOf(page, one)));
      }
      return { tables, verdicts };
    } finally {
      await filled.server.stop();
    }
  },
};
