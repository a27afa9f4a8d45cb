import type { Bench, Verdict } from '../harness/bench.ts';
import type { Grounds } from '../harness/grounds.ts';
import { cookiesOf, learner, preparedLaunches } from '../harness/launches.ts';
import { sendAll, type Question } from '../harness/load.ts';
import { inTurns, type Measured, type Subject } from '../harness/rounds.ts';
import { median, range } from '../harness/statistics.ts';
import { openTools, type RunningTool } from '../harness/tools.ts';

const pace = { rounds: 9, count: 500, inFlight: 8 };
const mostMs = 0.3;

/** A tool, the page asked for, and how it answers those with and without a session. */
interface Door {
  tool: RunningTool;
  /** Where it is not the page that the launch led to. */
  path?: string;
  launched: number;
  known: number;
  unknown: number;
}

/** One launch, and the page with what a browser would now send along. */
async function pageAfterLaunch(
  { platform }: Grounds,
  { tool: { server, client }, path, launched }: Door,
): Promise<Question> {
  const prepared = await preparedLaunches(platform, { url: server.url, client }, [learner(0)]);
  const { answers } = await sendAll(server.url, prepared, { inFlight: 1, status: launched });
  const [answer] = answers;
  if (!answer) throw new Error(`${server.name} did not answer`);
  const { pathname, search } = new URL(String(answer.headers['location']), server.url);
  return { method: 'GET', path: path ?? pathname + search, headers: { cookie: cookiesOf(answer) } };
}

/** The same page twice: as somebody whom the tool knows, and as nobody. */
async function bothWays(grounds: Grounds, door: Door): Promise<[Subject, Subject]> {
  const { server } = door.tool;
  const known = await pageAfterLaunch(grounds, door);
  const unknown: Question = { method: 'GET', path: known.path.split('?')[0] ?? '/' };
  const subject = (status: number, question: Question): Subject => ({
    name: server.name,
    server,
    status,
    questions: (count) => Array.from({ length: count }, () => question),
  });
  return [subject(door.known, known), subject(door.unknown, unknown)];
}

/** What knowing costs, round by round. */
function difference(known: Measured, unknown: Measured): number[] {
  return known.cpuMs.map((cpuMs, round) => cpuMs - (unknown.cpuMs[round] ?? 0));
}

function verdict(engine: string, differences: readonly number[]): Verdict {
  const ms = median(differences);
  return {
    budget: `At most ${mostMs} ms of CPU to authenticate a request, ${engine}`,
    measured: `${ms.toFixed(2)} ms`,
    isKept: ms <= mostMs,
  };
}

export const session: Bench = {
  title: 'A session',
  measure: async (grounds) => {
    const tools = await openTools(grounds);
    // A page that is not there costs the same with a session and without, but for the session.
    const ours = { path: '/nothing-here', launched: 303, known: 404, unknown: 404 };
    const minimum = { launched: 303, known: 200, unknown: 401 };
    const doors: Door[] = [
      { tool: tools.onPostgres, ...ours },
      { tool: tools.embedded, ...ours },
      { tool: tools.ltijs, launched: 302, known: 200, unknown: 401 },
      { tool: tools.minimum, ...minimum },
      { tool: tools.minimumInMemory, ...minimum },
    ];
    try {
      const subjects = await Promise.all(doors.map((door) => bothWays(grounds, door)));
      const measured = await inTurns(subjects.flat(), pace);
      const pairs = doors.flatMap((_, index) => {
        const [known, unknown] = measured.slice(2 * index, 2 * index + 2);
        return known && unknown ? [{ known, unknown, cost: difference(known, unknown) }] : [];
      });
      return {
        tables: [
          {
            columns: ['tool', 'CPU ms with a session', 'CPU ms without', 'difference', 'range'],
            rows: pairs.map(({ known, unknown, cost }) => [
              known.name,
              median(known.cpuMs).toFixed(2),
              median(unknown.cpuMs).toFixed(2),
              median(cost).toFixed(2),
              range(cost, 2),
            ]),
          },
        ],
        verdicts: [
          verdict('on PostgreSQL', pairs[0]?.cost ?? []),
          verdict('embedded database', pairs[1]?.cost ?? []),
        ],
      };
    } finally {
      await tools.closePeers();
    }
  },
};
