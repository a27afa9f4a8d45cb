import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';
import { takeAlias } from './alias-store.ts';

/** From which thread of an organization posts go, and into which. */
export interface Transfer {
  organizationId: string;
  from: string;
  into: string;
}

/** A post that is about to go. */
export interface Leaving {
  id: string;
  postNo: number;
  parentNo: number | null;
}

/** The posts of a thread, or those of these numbers, in order; nobody does anything to them meanwhile. */
export function lockPosts(
  tx: Transaction,
  threadId: string,
  postNos: readonly number[] | null,
): Promise<Leaving[]> {
  let posts = tx
    .selectFrom('posts')
    .select(['id', 'postNo', 'parentNo'])
    .where('threadId', '=', threadId)
    .orderBy('postNo');
  if (postNos) posts = posts.where('postNo', 'in', postNos).where('standing', '<>', 'moved');
  return posts.forUpdate().execute();
}

/** Who writes in either waits until the transaction ends. @returns the last number of each */
export async function lockThreads(
  tx: Transaction,
  threadIds: readonly string[],
): Promise<Map<string, number>> {
  const threads = await tx
    .selectFrom('threads')
    .select(['id', 'lastPostNo'])
    .where('id', 'in', threadIds)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return new Map(threads.map(({ id, lastPostNo }) => [id, lastPostNo]));
}

/**
 * Whoever hid behind an alias does so over there too, by the number that they have or get there.
 *
 * @param afterNo only posts behind this one are signed anew
 */
export async function carryAliases(
  tx: Transaction,
  { organizationId, from, into }: Transfer,
  afterNo: number,
): Promise<void> {
  const { rows: signed } = await sql<{ aliasNo: number; personId: string }>`
    select alias_no, person_id from aliases
     where thread_id = ${from} and alias_no in (
       select alias_no from posts where thread_id = ${into} and post_no > ${afterNo})
     order by alias_no`.execute(tx);
  const after: number[] = [];
  for (const { personId } of signed)
    after.push(await takeAlias(tx, { organizationId, threadId: into, personId }));
  await sql`
    update posts set alias_no = signed.after
      from unnest(${signed.map(({ aliasNo }) => aliasNo)}::integer[], ${after}::integer[])
             as signed (before, after)
     where posts.thread_id = ${into} and posts.post_no > ${afterNo}
       and posts.alias_no = signed.before`.execute(tx);
}

/** Puts every post of a thread behind the last of another. */
export async function appendPosts(
  tx: Transaction,
  { from, into }: Transfer,
  afterNo: number,
): Promise<void> {
  await sql`
    update posts
       set thread_id = ${into}, post_no = post_no + ${afterNo}, parent_no = parent_no + ${afterNo}
     where thread_id = ${from}`.execute(tx);
}

/** Makes these posts the whole of another thread, and leaves a line for each where it stood. */
export async function takePostsOut(
  tx: Transaction,
  { organizationId, from, into }: Transfer,
  posts: readonly Leaving[],
): Promise<void> {
  const numbers = new Map(posts.map(({ postNo }, index) => [postNo, index + 1]));
  const parents = posts.map(({ parentNo }) => numbers.get(parentNo ?? 0) ?? null);
  const lines = posts.map(() => newId());
  const ids = posts.map(({ id }) => id);
  const left = posts.map(({ postNo }) => postNo);
  const stayed = posts.map(({ parentNo }) => parentNo);
  await sql`set constraints posts_organization_id_thread_id_parent_no_fkey deferred`.execute(tx);
  await sql`
    update posts set thread_id = ${into}, post_no = going.post_no, parent_no = going.parent_no
      from unnest(${ids}::uuid[], ${parents}::integer[]) with ordinality as going (id, parent_no, post_no)
     where posts.id = going.id`.execute(tx);
  await sql`
    insert into posts (organization_id, id, thread_id, post_no, parent_no, author_id, alias_no, body_source,
                       body_html, renderer_version, standing, moved_to, change_no, created_at)
      select ${organizationId}, line.id, ${from}, line.post_no, line.parent_no, gone.author_id,
             gone.alias_no, '', '', gone.renderer_version, 'moved', gone.id, gone.change_no + 1, gone.created_at
        from unnest(${lines}::uuid[], ${ids}::uuid[], ${left}::integer[], ${stayed}::integer[])
               as line (id, gone_id, post_no, parent_no)
        join posts as gone on gone.id = line.gone_id`.execute(tx);
  await sql`set constraints posts_organization_id_thread_id_parent_no_fkey immediate`.execute(tx);
}

/** Says anew of a thread what its posts tell: who began it, what came last, and how many of them solved it. */
export async function settleThread(tx: Transaction, threadId: string): Promise<void> {
  await sql`
    update threads
       set author_id = first.author_id, alias_no = first.alias_no, last_post_by = last.author_id,
           last_alias_no = last.alias_no, last_post_at = date_trunc('milliseconds', last.created_at),
           last_post_no = (select max(post_no) from posts where thread_id = ${threadId}),
           accepted_count = case when kind = 'question' then
             (select count(*) from posts where thread_id = ${threadId} and accepted_count > 0) else 0 end,
           has_private_replies = exists (
             select from private_replies join posts on posts.organization_id = private_replies.organization_id
                and posts.id = private_replies.post_id where posts.thread_id = ${threadId})
      from (select author_id, alias_no from posts where thread_id = ${threadId} and post_no = 1) as first,
           (select author_id, alias_no, created_at from posts where thread_id = ${threadId}
             order by created_at desc, post_no desc limit 1) as last
     where threads.id = ${threadId}`.execute(tx);
}
