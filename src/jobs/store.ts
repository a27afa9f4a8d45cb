import { z } from 'zod';
import type { Database } from '../db/index.ts';

/** A job that was tried as often as it may be, and failed. */
export interface FailedJob {
  queue: string;
  id: string;
  payload: object;
  tries: number;
  /** The kind of error it ended with, and its code where it has one. */
  error: string | null;
  code: string | null;
  failedAt: Date;
}

const failed = z
  .object({
    name: z.string(),
    id: z.string(),
    data: z.record(z.string(), z.unknown()).nullable(),
    retry_count: z.number(),
    output: z.object({ error: z.string(), code: z.string().nullable() }).nullish().catch(null),
    completed_on: z.date(),
  })
  .transform((row): FailedJob => ({
    queue: row.name,
    id: row.id,
    payload: row.data ?? {},
    tries: row.retry_count + 1,
    error: row.output?.error ?? null,
    code: row.output?.code ?? null,
    failedAt: row.completed_on,
  }));

/** The latest first. */
export async function failedJobs(db: Database, limit = 100): Promise<FailedJob[]> {
  const { rows } = await db.atTheQueue(
    `select name, id, data, retry_count, output, completed_on from jobs.job
      where state = 'failed' order by completed_on desc, id desc limit $1`,
    [limit],
  );
  return failed.array().parse(rows);
}

const depth = z.object({ queue: z.string(), state: z.string(), jobs: z.number() });
export type QueueDepth = z.infer<typeof depth>;

/** How many jobs wait, run and failed; of a queue that has none of a kind, there is no row. */
export async function queueDepths(db: Database): Promise<QueueDepth[]> {
  const { rows } = await db.atTheQueue(
    `select name as queue, case state when 'active' then 'running' when 'failed' then 'failed' else 'waiting' end as state,
            count(*)::integer as jobs
       from jobs.job where state in ('created', 'retry', 'active', 'failed')
      group by 1, 2 order by 1, 2`,
  );
  return depth.array().parse(rows);
}

/** Has a job that was to begin later begin now. */
export async function bringForward(db: Database, name: string, key: string): Promise<void> {
  await db.atTheQueue(
    `update jobs.job set start_after = now()
      where name = $1 and singleton_key = $2 and state = 'created' and start_after > now()`,
    [name, key],
  );
}
