import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { openDatabase } from '../../src/db/index.ts';
import { rendererVersion } from '../../src/web/markdown/render.ts';
import { ana, tutors } from '../../test/support/platform/launch-claims.ts';
import type { Bench } from '../harness/bench.ts';
import { bringIn, contentOf, followLinks, takeAlong } from '../harness/carry.ts';
import { visit } from '../harness/community.ts';
import type { Grounds } from '../harness/grounds.ts';
import { openGuildhall } from '../harness/guildhall.ts';

const posts = Number(process.env['BENCH_ITEMS'] ?? 100_000);
const postsInThread = 20;
const mostGrowth = 100_000_000;
const links = 2000;
const name = 'guildhall_archive';

/** Ids of some time ago: what is newer than an archive is not in it. */
const idOf = (kind: string, number: string) =>
  sql.raw(`('0190000${kind}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`);

/** A community with so many posts in threads of twenty, and one thread as long as a tenth of them all; each fifth post links to a thread. */
async function fill(url: string): Promise<void> {
  const db = await openDatabase({ place: { url }, queryTimeLimitMs: 600_000 });
  try {
    const ids = await db.atTheDoor((tx) =>
      sql<{ id: string }>`select id from organizations`.execute(tx),
    );
    await db.within(ids.rows[0]?.id ?? '', async (tx) => {
      const long = Math.floor(posts / 10);
      const short = Math.floor((posts - long) / postsInThread);
      const another = idOf('1', `(row_number() over () * 7919) % ${short + 1}`);
      await sql`
        insert into threads (organization_id, id, community_id, kind, title, title_key, author_id,
                             last_post_no, last_post_at, last_post_by)
          select organization_id, ${idOf('1', 'n')}, id, 'discussion', 'Thread ' || n, 'thread ' || n,
                 created_by, case when n = 0 then ${long}::integer else ${postsInThread}::integer end,
                 now(), created_by
            from communities, generate_series(0, ${short}::integer) as n`.execute(tx);
      await sql`
        insert into posts (organization_id, id, thread_id, post_no, author_id, body_source, body_html,
                           renderer_version)
          select organization_id, ${idOf('2', 'row_number() over ()')}, id, n, author_id,
                 'Post ' || n || repeat(' said at some length', 20) || case when n % 5 = 0
                   then ' after [another](/communities/' || community_id || '/threads/' || ${another} || '#post-1)'
                   else '' end, '<p>It</p>', ${rendererVersion}::integer
            from threads, generate_series(1, last_post_no) as n`.execute(tx);
    });
    await db.vacuum();
  } finally {
    await db.close();
  }
}

const shape = { person: ana, role: 'instructor', course: tutors } as const;
const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(0);

/** Founds it again in another organization, on a server of its own, and takes it along from there. */
async function arrive(grounds: Grounds, zip: Buffer) {
  const { platform } = grounds;
  const elsewhere = await openGuildhall(platform, grounds, 'postgresql', `${name}_elsewhere`);
  try {
    const founder = await visit(platform, elsewhere, shape);
    const { home, ...came } = await bringIn(elsewhere.server, founder, zip);
    const again = await takeAlong(elsewhere.server, founder, home);
    const [before, after] = [await contentOf(zip), await contentOf(again.zip)];
    const seen = await followLinks(founder, { home, zip: again.zip, most: links });
    return { came, isSame: isDeepStrictEqual(before, after), ...seen };
  } finally {
    await elsewhere.server.stop();
  }
}

export const archiving: Bench = {
  title: `The archive of a community with ${posts} posts, and what it becomes elsewhere`,
  measure: async (grounds) => {
    const { platform } = grounds;
    const tool = await openGuildhall(platform, grounds, 'postgresql', name);
    try {
      const founder = await visit(platform, tool, shape);
      const home = await founder.send(founder.arrived, {
        name: 'Tutors',
        purpose: 'We help one another teach.',
        topics: 'feedback',
      });
      await fill(grounds.urlOf(name));
      const left = await takeAlong(tool.server, founder, home);
      const arrival = await arrive(grounds, left.zip);
      const costs = [left, arrival.came];
      return {
        tables: [
          {
            columns: ['one archive', 'leaves', 'comes in'],
            rows: [
              ['seconds', ...costs.map(({ ms }) => (ms / 1000).toFixed(1))],
              ['MB of the ZIP', megabytes(left.zip.length), ''],
              ['memory it grew by at most, MB', ...costs.map(({ growth }) => megabytes(growth))],
            ],
          },
        ],
        verdicts: [
          ...costs.map(({ growth }, index) => ({
            budget: `As it ${index === 0 ? 'leaves' : 'comes in'}, the process grows by less than ${megabytes(mostGrowth)} MB`,
            measured: `${megabytes(growth)} MB`,
            isKept: growth < mostGrowth,
          })),
          {
            budget: 'What came in has the same counts and checksums',
            measured: arrival.isSame ? 'the same' : 'others',
            isKept: arrival.isSame,
          },
          {
            budget: `Of ${links} internal links that came in, all lead to a page of the new community`,
            measured: `${arrival.followed} followed, ${arrival.dead.length} dead`,
            isKept: arrival.followed >= Math.min(links, posts / 5 / 2) && arrival.dead.length === 0,
          },
        ],
      };
    } finally {
      await tool.server.stop();
    }
  },
};
