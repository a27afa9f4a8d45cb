import { readdirSync, writeFileSync } from 'node:fs';
import { type Bench } from './harness/bench.ts';
import { openGrounds, type Place } from './harness/grounds.ts';
import { machine, page } from './harness/results.ts';

const results = 'bench/results.md';

function isBench(value: unknown): value is Bench {
  return typeof value === 'object' && value !== null && 'measure' in value && 'title' in value;
}

/** Every file of measures/ is one measured thing. */
async function benches(only: readonly string[]): Promise<Bench[]> {
  const names = readdirSync('bench/measures').map((file) => file.replace('.ts', ''));
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`There are ${names.join(', ')}; not ${unknown.join()}`);
  const wanted = names.filter((name) => only.length === 0 || only.includes(name));
  const modules: object[] = await Promise.all(
    wanted.map((name) => import(new URL(`measures/${name}.js`, import.meta.url).href)),
  );
  return modules.flatMap((module) => Object.values(module).filter(isBench));
}

/**
 * Measures, prints what was measured, even where a later measure fails, and, when everything was, writes
 * bench/results.md.
 *
 * @param place a folder and a PostgreSQL of the benchmarks' own
 * @param place.only names of files of measures/; none means all
 */
export async function main({ only, ...place }: Place & { only: string[] }): Promise<void> {
  const wanted = await benches(only);
  const began = machine();
  const grounds = await openGrounds(place);
  const reports = [];
  try {
    for (const bench of wanted) {
      process.stderr.write(`bench: ${bench.title}\n`);
      reports.push({ title: bench.title, ...(await bench.measure(grounds)) });
    }
    if (only.length === 0) writeFileSync(results, page(reports, began, machine()));
  } finally {
    await grounds.close();
    process.stdout.write(page(reports, began, machine()));
  }
}
