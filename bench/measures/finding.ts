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
import { ana, nurses, tutors } from '../../test/support/platform/launch-claims.ts';

/** One at a time, so that what is measured is the server's time and no queue. */
const pace = { rounds: 5, count: 40, inFlight: 1 };
const mostMs = 50;

const proposal = new URLSearchParams({
  name: 'Feedback for student nurses',
  purpose: 'We learn to give feedback on the ward that helps.',
  topics: 'assessment, wording, ethics',
});

interface Searched {
  server: Server;
  cookie: string;
  pages: Record<string, string>;
}

/** An organization of 2,000 communities, 50,000 people and 5,000 courses, and a teacher of two more in it. */
async function searchedOn(grounds: Grounds, engine: 'postgresql' | 'embedded'): Promise<Searched> {
  const { platform } = grounds;
  const empty = await openGuildhall(platform, grounds, engine, 'guildhall_large');
  const teacher = { person: ana, role: 'instructor' } as const;
  const founder = await visit(platform, empty, { ...teacher, course: tutors });
  const home = await founder.send(founder.arrived, {
    name: 'Patient safety in practice',
    purpose: 'We learn from near misses before they become harm.',
    topics: 'medication, handover',
  });
  const newcomer = await visit(platform, empty, { ...teacher, course: nurses });
  const { server } = await empty.filled('large');
  return {
    server,
    cookie: newcomer.cookie,
    pages: {
      'explore, the first page': '/explore',
      'explore, by two words': '/explore?words=feedback+nursing',
      'explore, by misspelt words': '/explore?words=feedbak+nursng',
      'near communities while typing': `${newcomer.arrived.url.pathname.replace('/set-up', '/near')}?${proposal.toString()}`,
      'home of a community': home,
      'my communities': '/',
    },
  };
}

const subjectOf =
  (page: string) =>
  ({ server, cookie, pages }: Searched): Subject => ({
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

function verdictOf(page: string, { name, latenciesMs }: Measured): Verdict {
  const middle = median(latenciesMs);
  return {
    budget: `Among 2,000 communities: ${page} within ${mostMs} ms at the median, ${name}`,
    measured: `${middle.toFixed(1)} ms`,
    isKept: middle <= mostMs,
  };
}

export const finding: Bench = {
  title: 'Finding a community among 2,000, with 50,000 people and 5,000 courses',
  measure: async (grounds) => {
    const searched = [
      await searchedOn(grounds, 'postgresql'),
      await searchedOn(grounds, 'embedded'),
    ];
    try {
      const tables = [];
      const verdicts = [];
      for (const page of Object.keys(searched[0]?.pages ?? {})) {
        const measured = await inTurns(searched.map(subjectOf(page)), pace);
        tables.push({
          columns: [page, ...speedColumns],
          rows: measured.map((one) => [one.name, ...speedCells(one)]),
        });
        verdicts.push(...measured.map((one) => verdictOf(page, one)));
      }
      return { tables, verdicts };
    } finally {
      await Promise.all(searched.map(({ server }) => server.stop()));
    }
  },
};
