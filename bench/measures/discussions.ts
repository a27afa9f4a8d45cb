import pg from 'pg';
import { ana, tutors } from '../../test/support/platform/launch-claims.ts';
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
import { median, percentile } from '../harness/statistics.ts';

/** One at a time, so that what is measured is the server's time and no queue. */
const pace = { rounds: 5, count: 60, inFlight: 1 };
const most = { medianMs: 20, p99Ms: 60 };
const mostGrowth = 1.5;

interface Place {
  community: string;
  thread: string;
}

interface Talk extends Place {
  server: Server;
  cookie: string;
}

/**
 * Has somebody belong to the community with the longest thread, who read half of every thread they opened,
 * which is half of them. By hand: a person would read for years.
 */
const settling = `
  with place as (
    select organization_id, id as thread_id, community_id from threads order by last_post_no desc limit 1),
  me as (select $1::uuid as person_id),
  joined as (
    insert into memberships (organization_id, community_id, person_id, role, joined_at)
      select organization_id, community_id, person_id, 'member', now() from place, me),
  opened as (
    insert into thread_readers (organization_id, thread_id, person_id, last_read_no, wrote_at)
      select threads.organization_id, threads.id, person_id, greatest(1, last_post_no / 2),
             case when last_post_no % 7 = 0 then now() end
        from threads join place using (organization_id, community_id), me
       where threads.id::text < '8')
  select community_id as community, thread_id as thread from place`;

/** Past row security, as the owner of the server. */
async function askAll<Row extends object>(
  url: string,
  statement: string,
  values: string[] = [],
): Promise<Row> {
  const asOwner = new URL(url);
  asOwner.username = 'admin';
  const client = new pg.Client({ connectionString: asOwner.href });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(statement, values);
    const [row] = rows;
    if (!row) throw new Error('The organization was not filled');
    return row;
  } finally {
    await client.end();
  }
}

async function talkOf(grounds: Grounds, scale: 'talk' | 'million'): Promise<Talk> {
  const { platform } = grounds;
  const name = `guildhall_${scale}`;
  const empty = await openGuildhall(platform, grounds, 'postgresql', name);
  const { cookie } = await visit(platform, empty, {
    person: ana,
    role: 'instructor',
    course: tutors,
  });
  const url = grounds.urlOf(name);
  const { id } = await askAll<{ id: string }>(url, 'select id from persons');
  const { server } = await empty.filled(scale);
  return { server, cookie, ...(await askAll<Place>(url, settling, [id])) };
}

const longest = 5000;
const title = encodeURIComponent('How do you begin with group size, peer review');

const pages: Record<string, (list: string, thread: string) => string> = {
  list: (list) => list,
  'list, unread': (list) => `${list}?show=unread`,
  'list, unanswered': (list) => `${list}?show=unanswered`,
  'list, mine': (list) => `${list}?show=mine`,
  'thread of 5,000, first page': (_list, thread) => `${thread}?from=1`,
  'thread of 5,000, in the middle': (_list, thread) => `${thread}?from=${longest / 2 + 1}`,
  'thread of 5,000, last page': (_list, thread) => `${thread}?from=${longest}`,
  'threads like a title that is typed': (list) => `${list}/like?title=${title}`,
};

const subjectOf =
  (page: string, scale: string) =>
  ({ server, cookie, community, thread }: Talk): Subject => {
    const list = `/communities/${community}/threads`;
    const path = pages[page]?.(list, `${list}/${thread}`) ?? '';
    return {
      name: scale,
      server,
      status: 200,
      questions: (count) =>
        Array.from({ length: count }, () => ({ method: 'GET', path, headers: { cookie } })),
    };
  };

function verdictsOf(page: string, [few, many]: readonly Measured[]): Verdict[] {
  const middle = median(many?.latenciesMs ?? []);
  const worst = percentile(many?.latenciesMs ?? [], 99);
  const growth = middle / median(few?.latenciesMs ?? []);
  return [
    {
      budget: `Among 1 million posts: ${page} within ${most.medianMs} ms at the median and ${most.p99Ms} ms at p99`,
      measured: `${middle.toFixed(1)} and ${worst.toFixed(1)} ms`,
      isKept: middle <= most.medianMs && worst <= most.p99Ms,
    },
    {
      budget: `Flat from 10,000 posts to 1 million: ${page} at most ${mostGrowth} times as slow`,
      measured: `${growth.toFixed(2)} times`,
      isKept: growth <= mostGrowth,
    },
  ];
}

export const discussions: Bench = {
  title: 'Talk in 200 communities, with 10,000 posts and with 1 million',
  measure: async (grounds) => {
    const [few, many] = [await talkOf(grounds, 'talk'), await talkOf(grounds, 'million')];
    try {
      const tables = [];
      const verdicts = [];
      for (const page of Object.keys(pages)) {
        const subjects = [
          subjectOf(page, '10,000 posts')(few),
          subjectOf(page, '1 million posts')(many),
        ];
        const measured = await inTurns(subjects, pace);
        tables.push({
          columns: [page, ...speedColumns],
          rows: measured.map((one) => [one.name, ...speedCells(one)]),
        });
        verdicts.push(...verdictsOf(page, measured));
      }
      return { tables, verdicts };
    } finally {
      await Promise.all([few, many].map(({ server }) => server.stop()));
    }
  },
};
