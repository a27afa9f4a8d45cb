import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import type { Report, Table, Verdict } from './bench.ts';

/** What the reader must know of the machine; its name is not part of it. */
interface Machine {
  cores: number;
  /** Over the last minute: programs that wanted a core. */
  load: number;
  /** Reserved for whatever asks for them, as PostgreSQL does; in MB. */
  hugePages: number;
}

const memory = '/proc/meminfo';

/** Of Linux; elsewhere none are counted. */
function hugePages(): number {
  if (!existsSync(memory)) return 0;
  const [, kilobytes = '0'] = /^Hugetlb:\s+(\d+)/m.exec(readFileSync(memory, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

export function machine(): Machine {
  return { cores: availableParallelism(), load: loadavg()[0] ?? 0, hugePages: hugePages() };
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;

function tableText({ columns, rows }: Table): string {
  return [row(columns), row(columns.map(() => '---')), ...rows.map(row), '\n'].join('');
}

function verdictTable(verdicts: readonly Verdict[]): Table {
  return {
    columns: ['budget', 'measured', ''],
    rows: verdicts.map(({ budget, measured, isKept }) => [
      budget,
      measured,
      isKept ? 'kept' : '**missed**',
    ]),
  };
}

/** bench/results.md: budgets first, then what they rest on. */
export function page(
  reports: readonly (Report & { title: string })[],
  began: Machine,
  ended: Machine,
): string {
  const date = new Date().toISOString().slice(0, 10);
  const load = `load ${began.load.toFixed(1)} at the beginning, ${ended.load.toFixed(1)} at the end`;
  return [
    '# What was measured\n\n',
    `${date} · Node ${process.versions.node} · ${began.cores} cores · ${began.hugePages} MB of huge pages · ${load}. `,
    'Written by `npm run bench`; [README.md](README.md) says what each number means.\n\n',
    tableText(verdictTable(reports.flatMap(({ verdicts }) => verdicts))),
    ...reports.flatMap(({ title, tables }) => [`## ${title}\n\n`, ...tables.map(tableText)]),
  ]
    .join('')
    .replace(/\n+$/, '\n');
}
