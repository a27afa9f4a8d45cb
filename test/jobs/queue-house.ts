import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { openDatabase, type Database } from '../../src/db/index.ts';
import { createJobs, type Job, type Jobs } from '../../src/jobs/index.ts';
import type { JobsOptions } from '../../src/jobs/jobs.ts';
import { createLog } from '../../src/web/index.ts';
import { openAsOwner } from '../db/owner.ts';

/** The queue that a room's migration would make. */
export const queueName = 'errands';

export const Errand = z.object({ number: z.number() });
export type Errand = z.infer<typeof Errand>;

/** An errand that is tried three times, as soon as the queue allows. */
export function errand(changes: Partial<Job<Errand>> & Pick<Job<Errand>, 'work'>): Job<Errand> {
  return {
    name: queueName,
    payload: Errand,
    atOnce: 1,
    limitSeconds: 60,
    retries: 2,
    firstPauseSeconds: 1,
    ...changes,
  };
}

/** What is done once in every hour, and is told nothing. */
export function chore(work: () => Promise<void>): Job<object> {
  return { ...errand({ work }), payload: z.object({}), everySeconds: 3600, work };
}

/** A database with a queue of errands, and processes that work on it, as it were. */
export interface QueueHouse {
  db: Database;
  place: { url: string } | { directory: string };
  /** Every line that was logged, parsed. */
  logged(): Record<string, unknown>[];
  /** Another process's worth of jobs; stopped when the house is cleared. */
  jobs(options?: Partial<JobsOptions>): Jobs;
  states(): Promise<string[]>;
  /** Has everything that waits for its moment wait no longer. */
  hurry(): Promise<void>;
  /** Stops all jobs and empties queue and log. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

const patienceMs = 110_000;

/** Waits until it is so. @throws Error when it is not for so long that it will never be */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const began = Date.now();
  while (!(await isSo())) {
    if (Date.now() - began > patienceMs) throw new Error(`Waited in vain until ${isSo.toString()}`);
    await pause(20);
  }
}

const State = z.object({ state: z.string() });

export async function openQueueHouse(): Promise<QueueHouse> {
  const owner = await openAsOwner();
  await owner.pool.query('select jobs.create_queue($1, $2)', [queueName, { policy: 'stately' }]);
  await owner.release();
  const db = await openDatabase({ place: owner.place, queryTimeLimitMs: 20_000 });
  const lines: string[] = [];
  const log = createLog('debug', { write: (line: string) => lines.push(line) });
  const opened: Jobs[] = [];
  return {
    db,
    place: owner.place,
    logged: () => lines.map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line))),
    jobs: (options = {}) => {
      const jobs = createJobs({ db, log, lookEveryMs: 50, tendEveryMs: 200, ...options });
      opened.push(jobs);
      return jobs;
    },
    states: async () => {
      const { rows } = await db.atTheQueue(
        'select state from jobs.job where name = $1 order by created_on, id',
        [queueName],
      );
      return State.array()
        .parse(rows)
        .map(({ state }) => state);
    },
    hurry: async () => {
      await db.atTheQueue(`update jobs.job set start_after = now() where state < 'active'`);
    },
    clear: async () => {
      await Promise.all(opened.splice(0).map((jobs) => jobs.stop(0)));
      await db.atTheQueue('delete from jobs.job');
      lines.length = 0;
    },
    close: async () => {
      await db.close();
      await owner.dispose();
    },
  };
}
