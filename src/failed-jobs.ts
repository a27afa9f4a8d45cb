/** `npm run -s jobs -- --failed`: the jobs that were given up, the latest first, a line each. */
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { openDatabase, type Database } from './db/index.ts';
import { failedJobs, type FailedJob } from './jobs/index.ts';

const usage = 'Usage: npm run -s jobs -- --failed';

function giveUp(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}

function isAskedForFailed(): boolean {
  try {
    return parseArgs({ options: { failed: { type: 'boolean', default: false } } }).values.failed;
  } catch {
    return false;
  }
}

function lineOf({ failedAt, queue, id, error, code, tries, payload }: FailedJob): string {
  const cause = [error ?? 'its process died', code].filter((word) => word !== null).join(' ');
  const facts = [failedAt.toISOString(), queue, id, cause, `${tries} tries`];
  return [...facts, JSON.stringify(payload)].join('  ');
}

async function list(db: Database): Promise<void> {
  try {
    const failed = await failedJobs(db);
    const lines = failed.length > 0 ? failed.map(lineOf) : ['No job was given up.'];
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await db.close();
  }
}

if (!isAskedForFailed()) giveUp(usage);
const reading = readConfig();
if (!reading.config) giveUp(reading.faults.join('\n'));
const { database: place, queryTimeLimitMs } = reading.config;
await openDatabase({ place, queryTimeLimitMs })
  .then(list)
  .catch((cause: unknown) => giveUp(cause instanceof Error ? cause.message : String(cause)));
