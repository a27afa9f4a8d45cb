import { sql } from 'kysely';
import { openDatabase } from '../../src/db/index.ts';
import { chooseForemost, foremost } from '../../src/search/front-store.ts';
import { readNextWords } from '../../src/search/words-store.ts';
import { passages } from '../../src/seed/passages.ts';
import { rendererVersion } from '../../src/web/markdown/render.ts';
import { ana, tutors } from '../../test/support/platform/launch-claims.ts';
import type { Bench, Table, Verdict } from '../harness/bench.ts';
import { visit } from '../harness/community.ts';
import type { Grounds } from '../harness/grounds.ts';
import { openGuildhall } from '../harness/guildhall.ts';
import type { Question } from '../harness/load.ts';
import {
  inTurns,
  speedCells,
  speedColumns,
  type Measured,
  type Pace,
  type Subject,
} from '../harness/rounds.ts';
import type { Server } from '../harness/server.ts';
import { median, percentile } from '../harness/statistics.ts';
import { beginnings, wordsToSeek } from '../harness/words-to-seek.ts';

const articles = Number(process.env['BENCH_ITEMS'] ?? 20_000);
const isWhole = articles >= 20_000;
const posts = isWhole ? 1_000_000 : 10_000;
const name = 'guildhall_search';

/** Twenty people at once, who look at what they found for a second. */
const people: Pace = { rounds: 2, count: 160, inFlight: 20, pauseMs: 1000 };
/** The same with nobody ever looking: what the machine can do at the most. */
const rush: Pace = { rounds: 2, count: 400, inFlight: 20 };
const most = { medianMs: 30, p99Ms: 120, typingMs: 15 };

/** Half of the communities may be read by everybody; the articles are evenly in all, a fifth for everybody. */
async function fill(url: string): Promise<void> {
  const db = await openDatabase({ place: { url }, queryTimeLimitMs: 3_600_000 });
  try {
    const [organization] = await db.atTheDoor(
      async (tx) => (await sql<{ id: string }>`select id from organizations`.execute(tx)).rows,
    );
    const id = organization?.id ?? '';
    const texts = passages(articles);
    await db.within(id, async (tx) => {
      await sql`
        update communities set reading = 'organization'
         where id in (select id from (select id, row_number() over (order by id) as place from communities) as counted
                       where place % 2 = 0)`.execute(tx);
      await sql`
        with places as (
          select organization_id, id as community_id, created_by, row_number() over (order by id) - 1 as place,
                 count(*) over () as places
            from communities
        ), made as (
          select gen_random_uuid() as id, number, text, initcap(split_part(text, ' ', 1)) || ' '
                   || split_part(text, ' ', 2) || ' ' || split_part(text, ' ', 3) as title,
                 now() - number * interval '30 minutes' as written_at, places.*
            from unnest(${texts}::text[]) with ordinality as said (text, number)
            join places on place = number % places
        ), revised as (
          insert into article_revisions (organization_id, article_id, revision_no, title, source, html,
                                         renderer_version, written_by, created_at)
            select organization_id, id, 1, title, repeat(text || ' ', 3), '<p>' || repeat(text || ' ', 3) || '</p>', ${rendererVersion}::integer, created_by,
                   written_at from made
        )
        insert into articles (organization_id, id, community_id, position, kind, title, published_no, reach,
                              created_at, updated_at)
          select organization_id, id, community_id, number, 'page', title, 1,
                 case when number % 5 = 0 then 'organization' else 'community' end, written_at, written_at
            from made`.execute(tx);
      await sql`update search_documents set changed_at = changed_at - interval '1 hour'
                 where kind = 'article' or post_no = 1`.execute(tx);
    });
    await db.vacuum();
    await db.within(id, (tx) => chooseForemost(tx, id, { stays: foremost, limit: 2 * articles }));
    let read: number;
    do {
      read = await db.within(id, (tx) => readNextWords(tx, id, 5000));
    } while (read > 0);
    await db.vacuum();
  } finally {
    await db.close();
  }
}

interface Searched {
  server: Server;
  cookie: string;
  /** Where it is searched: everywhere, and in one community. */
  places: Record<string, string>;
}

async function searchOn(grounds: Grounds): Promise<Searched> {
  const { platform } = grounds;
  const empty = await openGuildhall(platform, grounds, 'postgresql', name);
  const shape = { person: ana, role: 'instructor', course: tutors } as const;
  const founder = await visit(platform, empty, shape);
  const home = await founder.send(founder.arrived, {
    name: 'Patient safety in practice',
    purpose: 'We learn from near misses before they become harm.',
    topics: 'medication, handover, speaking up, simulation',
  });
  const { server } = await empty.filled(isWhole ? 'million' : 'talk');
  await fill(grounds.urlOf(name));
  return {
    server,
    cookie: founder.cookie,
    places: { everywhere: '/search', 'in one community': `${home}/search` },
  };
}

interface Asking {
  place: string;
  typed: readonly string[];
  isTyping?: boolean;
}

const subjectOf = ({ server, cookie }: Searched, { place, typed, isTyping = false }: Asking) => ({
  name: isWhole ? '1 million posts' : '10,000 posts',
  server,
  status: 200,
  questions: (count: number) =>
    Array.from({ length: count }, (_, index): Question => ({
      method: 'GET',
      path: `${place}?${new URLSearchParams({ q: typed[(index * 7) % typed.length] ?? '' }).toString()}`,
      headers: { cookie, ...(isTyping && { 'hx-request': 'true', 'hx-request-type': 'partial' }) },
    })),
});

/** A page that is not there asks only who it is: what this machine takes at that pace for anything. */
const leastOf = ({ server, cookie }: Searched) => ({
  name: 'nothing else',
  server,
  status: 404,
  questions: (count: number) =>
    Array.from({ length: count }, (): Question => ({
      method: 'GET',
      path: '/nothing-here',
      headers: { cookie },
    })),
});

function searchVerdict(what: string, { latenciesMs }: Measured): Verdict {
  const [middle, worst] = [median(latenciesMs), percentile(latenciesMs, 99)];
  return {
    budget: `20 people search for ${what}: within ${most.medianMs} ms at the median and ${most.p99Ms} ms at p99`,
    measured: `${middle.toFixed(1)} and ${worst.toFixed(1)} ms`,
    isKept: middle <= most.medianMs && worst <= most.p99Ms,
  };
}

function typingVerdict({ latenciesMs }: Measured): Verdict {
  const middle = median(latenciesMs);
  return {
    budget: `20 people type: what they may mean within ${most.typingMs} ms at the median`,
    measured: `${middle.toFixed(1)} ms`,
    isKept: middle <= most.typingMs,
  };
}

const tableOf = (what: string, measured: Measured): Table => ({
  columns: [what, ...speedColumns],
  rows: [[measured.name, ...speedCells(measured)]],
});

async function measureAll(searched: Searched): Promise<{ tables: Table[]; verdicts: Verdict[] }> {
  const [tables, verdicts]: [Table[], Verdict[]] = [[], []];
  const measure = async (what: string, subject: Subject, pace: Pace) => {
    const [measured] = await inTurns([subject], pace);
    if (!measured) throw new Error('Nothing was measured');
    tables.push(tableOf(what, measured));
    return measured;
  };
  const ask = (what: string, asking: Asking, pace: Pace) =>
    measure(what, subjectOf(searched, asking), pace);
  const wanted = wordsToSeek(posts);
  const { everywhere = '', 'in one community': inOne = '' } = searched.places;
  for (const [what, typed] of Object.entries(wanted))
    verdicts.push(searchVerdict(what, await ask(what, { place: everywhere, typed }, people)));
  const all = Object.values(wanted).flat();
  verdicts.push(
    searchVerdict(
      'any of these',
      await ask('any of these', { place: everywhere, typed: all }, people),
    ),
    searchVerdict(
      'any of these in one community',
      await ask('any of these in one community', { place: inOne, typed: all }, people),
    ),
  );
  const typed = beginnings([
    ...(wanted['one middling word'] ?? []),
    ...(wanted['two common words'] ?? []),
  ]);
  const typing = { place: everywhere, typed, isTyping: true };
  verdicts.push(typingVerdict(await ask('as they type', typing, people)));
  await measure('who is asking', leastOf(searched), people);
  await ask('any of these, by 20 who never look', { place: everywhere, typed: all }, rush);
  return { tables, verdicts };
}

export const search: Bench = {
  title: `The search of an organization with ${posts} posts and ${articles} articles`,
  measure: async (grounds) => {
    const searched = await searchOn(grounds);
    try {
      return await measureAll(searched);
    } finally {
      await searched.server.stop();
    }
  },
};
