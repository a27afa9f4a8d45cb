import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Watch, WatchLevel, WatchScope } from './thread.ts';

interface WatchKey {
  organizationId: string;
  personId: string;
  scope: WatchScope;
  scopeId: string;
}

/** What somebody chose stays until they choose anew. */
export async function chooseWatch(
  tx: Transaction,
  { level, ...key }: WatchKey & { level: WatchLevel },
): Promise<void> {
  await tx
    .insertInto('watches')
    .values({ ...key, level, reason: 'chosen' })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'personId', 'scope', 'scopeId'])
        .doUpdateSet({ level, reason: 'chosen', updatedAt: sql<Date>`now()` }),
    )
    .execute();
}

/** From now on what holds around it holds for this as well. */
export async function forgetWatch(tx: Transaction, key: WatchKey): Promise<void> {
  await tx
    .deleteFrom('watches')
    .where('personId', '=', key.personId)
    .where('scope', '=', key.scope)
    .where('scopeId', '=', key.scopeId)
    .execute();
}

/** Whoever starts or answers a thread follows it this closely, unless they chose otherwise, or follow more. */
export async function beginWatch(
  tx: Transaction,
  { personId, threadId }: { personId: string; threadId: string },
  { level, reason }: { level: WatchLevel; reason: 'started' | 'replied' },
): Promise<void> {
  await sql`
    insert into watches (organization_id, person_id, scope, scope_id, level, reason)
      select organization_id, ${personId}::uuid, 'thread', id,
             case when ${watchLevelOf(personId)} = 'watching' then 'watching' else ${level} end, ${reason}
        from threads where id = ${threadId}
      on conflict do nothing`.execute(tx);
}

/** Somebody, nobody in particular, or the place of either in a statement. */
export type PersonOrPlace = string | null | RawBuilder<string | null>;

const levelAt = (personId: PersonOrPlace, scope: WatchScope, column: string) => sql`(
  select level from watches where watches.organization_id = threads.organization_id
     and watches.person_id = ${personId}::uuid and watches.scope = ${sql.lit(scope)}
     and watches.scope_id = ${sql.ref(`threads.${column}`)})`;

/** How closely this person follows a thread of a query: the nearest thing they chose decides. */
export function watchLevelOf(personId: PersonOrPlace): RawBuilder<WatchLevel> {
  if (personId === null) return sql`'normal'`;
  return sql`coalesce(${levelAt(personId, 'thread', 'id')}, ${levelAt(personId, 'topic', 'topicId')},
    ${levelAt(personId, 'community', 'communityId')}, 'normal')`;
}

/** What decides how closely this person follows a thread of a query; null when they chose nothing. */
export function watchOf(personId: PersonOrPlace): RawBuilder<Watch | null> {
  return sql`(
    select jsonb_build_object('scope', scope, 'level', level, 'reason', reason) from watches
     where watches.organization_id = threads.organization_id and watches.person_id = ${personId}::uuid
       and ((scope = 'thread' and scope_id = threads.id)
         or (scope = 'topic' and scope_id = threads.topic_id)
         or (scope = 'community' and scope_id = threads.community_id))
     order by case scope when 'thread' then 1 when 'topic' then 2 else 3 end
     limit 1)`;
}

/** What this person chose for a community and its topics, by id. */
export async function watchLevelsOf(
  tx: Transaction,
  personId: string,
  scopeIds: readonly string[],
): Promise<Map<string, WatchLevel>> {
  const watches = await tx
    .selectFrom('watches')
    .select(['scopeId', 'level'])
    .where('personId', '=', personId)
    .where('scope', 'in', ['community', 'topic'])
    .where('scopeId', 'in', scopeIds)
    .execute();
  return new Map(watches.map(({ scopeId, level }) => [scopeId, level]));
}

/** Who follows the one follows the other as closely, unless they chose there already. */
export async function copyWatches(
  tx: Transaction,
  scope: Watch['scope'],
  { from, into }: { from: string; into: string },
): Promise<void> {
  await sql`
    insert into watches (organization_id, person_id, scope, scope_id, level, reason)
      select organization_id, person_id, scope, ${into}::uuid, level, reason
        from watches where scope = ${scope} and scope_id = ${from}
      on conflict do nothing`.execute(tx);
}

/** Who follows a community or topic that ends follows the one it goes on in. */
export async function moveWatches(
  tx: Transaction,
  scope: 'community' | 'topic',
  { from, into }: { from: string; into: string },
): Promise<void> {
  await copyWatches(tx, scope, { from, into });
  await tx.deleteFrom('watches').where('scope', '=', scope).where('scopeId', '=', from).execute();
}
