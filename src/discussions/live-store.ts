import { sql } from 'kysely';
import { statement, type Transaction } from '../db/index.ts';

/** How far a thread is: its newest post, and how often its posts were changed. */
export interface Pulse {
  lastPostNo: number;
  changes: number;
}

const pulses = statement<{ threadIds: readonly string[] }, Pulse & { id: string }>(
  (_tx, given) => sql`
    select threads.id, threads.last_post_no,
           (select coalesce(sum(change_no), 0)::integer from posts
             where posts.organization_id = threads.organization_id and posts.thread_id = threads.id
               and posts.change_no > 0) as changes
      from threads where threads.id = any(${given('threadIds')}::uuid[])`,
);

/** How far each of these threads is. */
export async function pulsesOf(
  tx: Transaction,
  threadIds: readonly string[],
): Promise<Map<string, Pulse>> {
  const rows = await pulses(tx, { threadIds });
  return new Map(rows.map(({ id, ...pulse }) => [id, pulse]));
}
