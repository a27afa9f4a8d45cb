import type PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import type { Job } from './job.ts';

/** How a run ended: what failed is tried again, what was given up is not, what was given back another takes. */
export type Outcome = 'done' | 'failed' | 'given_up' | 'given_back';

export type FetchedJob = PgBoss.JobWithMetadata;

/** Why a run is broken off when the program ends: it is nobody's fault. */
export class GivenBack extends Error {
  override readonly name = 'GivenBack';
}

/** Why a run is broken off that takes too long. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

function brokenOff(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** The queue keeps this beside the job: kind and code, and no word that could be somebody's. */
function keptOf(cause: unknown): { error: string; code: string | null } {
  if (!(cause instanceof Error)) return { error: typeof cause, code: null };
  const code: unknown = 'code' in cause ? cause.code : null;
  return { error: cause.name, code: typeof code === 'string' ? code : null };
}

/** Does one job and tells the queue how it went. @throws whatever keeps the queue from hearing it */
export async function runJob(
  { boss, log }: { boss: PgBoss; log: Logger },
  job: Job<object>,
  fetched: FetchedJob,
  signal: AbortSignal,
): Promise<Outcome> {
  const { name, id, retryCount, retryLimit } = fetched;
  const isLast = retryCount >= retryLimit;
  try {
    const payload = job.payload.parse(fetched.data);
    await Promise.race([job.work(payload, signal), brokenOff(signal)]);
  } catch (cause) {
    const facts = { queue: name, job: id, err: cause };
    await boss.fail(name, id, keptOf(cause));
    if (cause instanceof GivenBack) {
      // The end of a program is no failure of the work, not even on its last try.
      if (isLast) await boss.retry(name, id);
      log.info({ queue: name, job: id }, 'job given back');
      return 'given_back';
    }
    if (!isLast) {
      log.info({ ...facts, tries: retryCount + 1 }, 'job failed, and is tried again');
      return 'failed';
    }
    log.error({ ...facts, tries: retryCount + 1 }, 'job given up');
    await giveUp(job, fetched, cause);
    return 'given_up';
  }
  await boss.complete(name, id);
  return 'done';
}

async function giveUp(job: Job<object>, { data }: FetchedJob, cause: unknown): Promise<void> {
  const payload = job.payload.safeParse(data);
  if (payload.success) await job.givenUp?.(payload.data, cause);
}
