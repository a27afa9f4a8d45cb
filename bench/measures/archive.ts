import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { openDatabase } from '../../src/db/index.ts';
import { ana, tutors } from '../../test/support/platform/launch-claims.ts';
import type { Bench } from '../harness/bench.ts';
import { visit } from '../harness/community.ts';
import { openGuildhall } from '../harness/guildhall.ts';
import type { Server } from '../harness/server.ts';

const posts = Number(process.env['BENCH_ITEMS'] ?? 100_000);
const postsInThread = 20;
const mostGrowth = 100_000_000;
const name = 'guildhall_archive';

/** Ids of some time ago: what is newer than an archive is not in it. */
const idOf = (kind: string, number: string) =>
  sql.raw(`('0190000${kind}-0000-7000-8000-' || lpad(to_hex(${number}), 12, '0'))::uuid`);

/** A community with so many posts in threads of twenty, and one thread as long as a tenth of them all. */
async function fill(url: string): Promise<void> {
  const db = await openDatabase({ place: { url }, queryTimeLimitMs: 600_000 });
  try {
    const ids = await db.atTheDoor((tx) =>
      sql<{ id: string }>`select id from organizations`.execute(tx),
    );
    await db.within(ids.rows[0]?.id ?? '', async (tx) => {
      const long = Math.floor(posts / 10);
      const short = Math.floor((posts - long) / postsInThread);
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
                 'Post ' || n || repeat(' said at some length', 20), '<p>It</p>', 1
            from threads, generate_series(1, last_post_no) as n`.execute(tx);
    });
    await db.vacuum();
  } finally {
    await db.close();
  }
}

interface Saved {
  ms: number;
  bytes: number;
  growth: number;
}

/** Saves what the address answers with, and sees how much memory the server took meanwhile beyond what it had. */
async function save(server: Server, address: URL): Promise<Saved> {
  const before = await server.rssBytes();
  let most = before;
  const over = new AbortController();
  const looking = (async () => {
    while (!over.signal.aborted) {
      most = Math.max(most, await server.rssBytes());
      await setTimeout(100);
    }
  })();
  const began = performance.now();
  const answer = await fetch(address);
  if (answer.status !== 200 || !answer.body)
    throw new Error(`The archive was answered ${answer.status}`);
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of answer.body) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  const ms = performance.now() - began;
  over.abort();
  await looking;
  return { ms, bytes, growth: most - before };
}

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(0);

export const archiving: Bench = {
  title: `The archive of a community with ${posts} posts`,
  measure: async (grounds) => {
    const { platform } = grounds;
    const tool = await openGuildhall(platform, grounds, 'postgresql', name);
    try {
      const shape = { person: ana, role: 'instructor', course: tutors } as const;
      const founder = await visit(platform, tool, shape);
      const home = await founder.send(founder.arrived, {
        name: 'Tutors',
        purpose: 'We help one another teach.',
        topics: 'feedback',
      });
      await fill(grounds.urlOf(name));
      const { body } = await founder.get(`${home}/archive`);
      const plain = body.replaceAll('&#x3D;', '=');
      const link = /href="(\/files\/archives\/[^"]+)"/.exec(plain)?.[1] ?? '';
      const { ms, bytes, growth } = await save(tool.server, new URL(link, tool.server.url));
      return {
        tables: [
          {
            columns: ['one archive', ''],
            rows: [
              ['seconds', (ms / 1000).toFixed(1)],
              ['MB of the ZIP', megabytes(bytes)],
              ['memory it grew by at most, MB', megabytes(growth)],
            ],
          },
        ],
        verdicts: [
          {
            budget: `The process grows by less than ${megabytes(mostGrowth)} MB`,
            measured: `${megabytes(growth)} MB`,
            isKept: growth < mostGrowth,
          },
        ],
      };
    } finally {
      await tool.server.stop();
    }
  },
};
