import type { Bench } from '../harness/bench.ts';
import { learner, preparedLaunches } from '../harness/launches.ts';
import { inTurns, speedCells, speedColumns, type Subject } from '../harness/rounds.ts';
import { median } from '../harness/statistics.ts';
import { openTools, type RunningTool } from '../harness/tools.ts';

const pace = { rounds: 7, count: 300, inFlight: 8 };

export const launch: Bench = {
  title: 'A launch',
  measure: async (grounds) => {
    const tools = await openTools(grounds);
    const subject = ({ server, client }: RunningTool, status: number): Subject => ({
      name: server.name,
      server,
      status,
      questions: (count) =>
        preparedLaunches(
          grounds.platform,
          { url: server.url, client },
          Array.from({ length: count }, (_, number) => learner(number)),
        ),
    });
    const measured = await inTurns(
      [
        subject(tools.onPostgres, 303),
        subject(tools.embedded, 303),
        subject(tools.ltijs, 302),
        subject(tools.minimum, 303),
        subject(tools.minimumInMemory, 303),
        subject(tools.minimumOnExpress, 303),
      ],
      pace,
    ).finally(() => tools.closePeers());
    const [ours = 0, , ltijs = 0, minimum = 0] = measured.map(({ cpuMs }) => median(cpuMs));
    return {
      tables: [
        {
          columns: ['tool', ...speedColumns],
          rows: measured.map((one) => [one.name, ...speedCells(one)]),
        },
      ],
      verdicts: [
        {
          budget: 'CPU of a launch at most a quarter of what ltijs uses',
          measured: `${(ours / ltijs).toFixed(2)} of it`,
          isKept: ours <= ltijs / 4,
        },
        {
          budget:
            'CPU of a launch at most 1.5 times the bare minimum, both with sessions in PostgreSQL',
          measured: `${(ours / minimum).toFixed(2)} times`,
          isKept: ours <= minimum * 1.5,
        },
      ],
    };
  },
};
