import { sql } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { WatchLevel } from './thread.ts';

interface Watch {
  organizationId: string;
  personId: string;
  scope: 'community' | 'topic' | 'thread';
  scopeId: string;
  level: WatchLevel;
}

/** What somebody chose stays until they choose anew. */
export async function chooseWatch(tx: Transaction, watch: Watch): Promise<void> {
  await tx
    .insertInto('watches')
    .values({ ...watch, reason: 'chosen' })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'personId', 'scope', 'scopeId'])
        .doUpdateSet({ level: watch.level, reason: 'chosen', updatedAt: sql<Date>`now()` }),
    )
    .execute();
}

/** Whoever starts or answers a thread follows it, unless they chose otherwise. */
export async function beginWatch(
  tx: Transaction,
  watch: Watch & { reason: 'started' | 'replied' },
): Promise<void> {
  await tx
    .insertInto('watches')
    .values(watch)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
