import type { Logger } from 'pino';
import type { Database } from '../db/index.ts';
import { createBell, type Bell } from './bell.ts';
import { queueOptions, type Job } from './job.ts';
import { createTrouble, queueOn } from './queue.ts';
import { GivenBack, runJob, TookTooLong, type FetchedJob, type Outcome } from './run-job.ts';
import { bringForward, queueDepths, type QueueDepth } from './store.ts';

/**
 * Asks for a job, now or after so many seconds. One with the same payload that waits already is enough, and
 * waits no longer when it is asked for now.
 */
export type AskFor<Payload> = (payload: Payload, afterSeconds?: number) => Promise<void>;

/** The work that nobody waits for. It is kept in the database, so it outlives the process that asked. */
export interface Jobs {
  /** Makes a kind of work known, before the start. */
  register<Payload extends object>(job: Job<Payload>): AskFor<Payload>;
  /** Begins to work, beside everything else. A database that is away is waited for. */
  start(): void;
  /** Takes nothing new, lets what runs finish within the limit, and gives the rest back to the queue. */
  stop(limitMs: number): Promise<void>;
}

export interface JobsOptions {
  db: Database;
  log: Logger;
  /** Told of every run. */
  onFinished?: (run: { queue: string; outcome: Outcome; seconds: number }) => void;
  /** Told every so often how much there is to do, where somebody counts. */
  onDepths?: (depths: QueueDepth[]) => void;
  /** How long a job may lie there that another process asked for. */
  lookEveryMs?: number;
  /** How often the queue is tidied, and what is due by the clock is asked for. */
  tendEveryMs?: number;
}

interface Known {
  job: Job<object>;
  bell: Bell;
}

export function createJobs(options: JobsOptions): Jobs {
  const { db, log, onFinished, onDepths, lookEveryMs = 5000, tendEveryMs = 60_000 } = options;
  const trouble = createTrouble(log);
  const boss = queueOn(db, trouble);
  const known = new Map<string, Known>();
  const tending = createBell();
  const running = new Set<AbortController>();
  const finishing = new AbortController();
  const breakingOff = new AbortController();
  let working: Promise<unknown> = Promise.resolve();

  async function ask({ job, bell }: Known, given: object, afterSeconds = 0): Promise<void> {
    const payload = job.payload.parse(given);
    const singletonKey = JSON.stringify(payload);
    const startAfter = afterSeconds;
    const sent = { ...queueOptions(job), singletonKey, startAfter };
    const id = await boss.send(job.name, payload, sent);
    if (afterSeconds > 0) return;
    if (id === null) await bringForward(db, job.name, singletonKey);
    bell.ring();
  }

  async function open(): Promise<void> {
    await boss.start();
    for (const { job } of known.values()) {
      if ((await boss.getQueue(job.name)) === null)
        throw new Error(`There is no queue ${job.name}; a migration must make it`);
    }
  }

  async function tend(): Promise<void> {
    await boss.maintain();
    for (const { job, bell } of known.values()) {
      if (!job.everySeconds) continue;
      const turn = { singletonKey: '{}', singletonSeconds: job.everySeconds };
      const id = await boss.send(job.name, {}, { ...queueOptions(job), ...turn });
      if (id !== null) bell.ring();
    }
    onDepths?.(await queueDepths(db));
  }

  async function run(job: Job<object>, fetched: FetchedJob): Promise<void> {
    const ending = new AbortController();
    const limit = setTimeout(() => ending.abort(new TookTooLong()), job.limitSeconds * 1000);
    const started = performance.now();
    running.add(ending);
    if (breakingOff.signal.aborted) ending.abort(new GivenBack());
    try {
      const outcome = await runJob({ boss, log }, job, fetched, ending.signal);
      const seconds = (performance.now() - started) / 1000;
      onFinished?.({ queue: job.name, outcome, seconds });
    } catch (cause) {
      // Its time will run out, and then it is taken up again.
      log.error({ queue: job.name, job: fetched.id, err: cause }, 'the end of a job went unheard');
    } finally {
      running.delete(ending);
      clearTimeout(limit);
    }
  }

  async function keepWorking({ job, bell }: Known): Promise<void> {
    while (!finishing.signal.aborted) {
      const [fetched] = await boss.fetch<object>(job.name, { includeMetadata: true });
      if (fetched) await run(job, fetched);
      else await bell.wait(lookEveryMs);
    }
  }

  async function keepTending(): Promise<void> {
    while (!finishing.signal.aborted) {
      await tend().catch(trouble.begins);
      await tending.wait(tendEveryMs);
    }
  }

  async function work(): Promise<void> {
    while (!finishing.signal.aborted) {
      try {
        await open();
        break;
      } catch (cause) {
        trouble.begins(cause);
        await tending.wait(lookEveryMs);
      }
    }
    const workers = [...known.values()].flatMap((one) =>
      Array.from({ length: one.job.atOnce }, () => keepWorking(one)),
    );
    await Promise.all([keepTending(), ...workers]);
  }

  return {
    register: (job) => {
      const one = { job, bell: createBell() };
      known.set(job.name, one);
      return (payload, afterSeconds) => ask(one, payload, afterSeconds);
    },
    start: () => {
      working = work();
    },
    stop: async (limitMs) => {
      finishing.abort();
      tending.ring();
      for (const { bell } of known.values()) bell.ring();
      const limit = setTimeout(() => {
        breakingOff.abort();
        for (const ending of running) ending.abort(new GivenBack());
      }, limitMs);
      await working;
      clearTimeout(limit);
    },
  };
}
