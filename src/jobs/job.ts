import type { z } from 'zod';

/**
 * A kind of work for the background. It may be begun more than once (a process can die before it has said
 * that the work is done), so doing it twice must do no harm.
 */
export interface Job<Payload extends object> {
  /** Names its queue, which a migration made. */
  name: string;
  /** Ids and nothing else: the queue lies outside every organization. */
  payload: z.ZodType<Payload>;
  /** Asked for by itself, with an empty payload: once in every such stretch of time, however many processes run. */
  everySeconds?: number;
  /** How many of them one process does side by side. */
  atOnce: number;
  /** A run that takes longer is broken off, and has failed. */
  limitSeconds: number;
  /** How often it is tried again; each pause is about twice as long as the one before. */
  retries: number;
  firstPauseSeconds: number;
  /** The signal says when to break off: the limit has passed, or the program ends. */
  work(payload: Payload, signal: AbortSignal): Promise<void>;
  /** Told when it failed for the last time. */
  givenUp?(payload: Payload, cause: unknown): Promise<void>;
}

/** After this a run that nobody has ended is taken for dead: later than the process itself would break it off. */
const graceSeconds = 60;

/** What the queue keeps beside each job. */
export function queueOptions(job: Job<object>) {
  return {
    retryLimit: job.retries,
    retryDelay: job.firstPauseSeconds,
    retryBackoff: true,
    expireInSeconds: job.limitSeconds + graceSeconds,
  };
}
