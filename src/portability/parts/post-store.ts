import { sql } from 'kysely';
import type { Transaction } from '../../db/index.ts';
import { postsInside, threadsInside } from '../inside.ts';
import type { Bounds, Page } from '../leaving.ts';

interface PostRow {
  id: string;
  threadId: string;
  postNo: number;
  parentNo: number | null;
  authorId: string | null;
  aliasNo: number | null;
  bodySource: string;
  triedSource: string | null;
  standing: 'visible' | 'redacted';
  acceptedCount: number;
  thanksCount: number;
  helpedCount: number;
  sameCount: number;
  editedAt: Date | null;
  createdAt: Date;
  seconds: number | null;
  endorsedBy: string[];
  fileIds: string[];
  named: { namedId: string; personId: string }[];
}

/** How many numbers a thread has given to posts. */
export interface ThreadLength {
  id: string;
  lastPostNo: number;
}

export async function lengthsOfThreads(
  tx: Transaction,
  bounds: Bounds,
  { after, limit }: Page,
): Promise<ThreadLength[]> {
  const { rows } = await sql<ThreadLength>`
    select threads.id, threads.last_post_no from threads
     where ${threadsInside(bounds)} and (${after}::uuid is null or threads.id > ${after}::uuid)
     order by threads.id limit ${limit}`.execute(tx);
  return rows;
}

/** Threads that are read at once, or a part of one that is long. */
export interface Stretch {
  threadIds: string[];
  /** After this number, up to that one. */
  numbers: { after: number; upTo: number } | null;
}

/** Thread by thread, each in its order. */
export async function postsLeaving(
  tx: Transaction,
  bounds: Bounds,
  { threadIds, numbers }: Stretch,
): Promise<PostRow[]> {
  const where = numbers
    ? sql`posts.thread_id = ${threadIds[0]} and posts.post_no > ${numbers.after}
        and posts.post_no <= ${numbers.upTo}`
    : sql`posts.thread_id = any(${threadIds}::uuid[])`;
  const { rows } = await sql<PostRow>`
    select posts.id, posts.thread_id, posts.post_no, posts.parent_no, posts.author_id,
           posts.alias_no, posts.body_source, posts.tried_source, posts.standing,
           posts.accepted_count, posts.thanks_count, posts.helped_count, posts.same_count,
           posts.edited_at, posts.created_at,
           (select seconds from remark_moments
             where remark_moments.organization_id = posts.organization_id
               and remark_moments.post_id = posts.id) as seconds,
           case when posts.endorsed_count = 0 then '{}' else array(
             select person_id from post_marks
              where post_marks.organization_id = posts.organization_id
                and post_marks.post_id = posts.id and post_marks.kind = 'endorsed'
              order by post_marks.created_at, person_id) end as endorsed_by,
           case when posts.body_source not like '%/files/%' and posts.tried_source is null
             then '{}' else array(
             select file_id from file_uses
              where file_uses.organization_id = posts.organization_id
                and file_uses.holder_kind = 'post' and file_uses.holder_id = posts.id
                and file_uses.is_shown
              order by file_id) end as file_ids,
           case when posts.body_source not like '%(person:%' and posts.tried_source is null
             then '[]' else (
             select coalesce(json_agg(json_build_object('namedId', named_id, 'personId', person_id)), '[]')
               from post_mentions where post_mentions.organization_id = posts.organization_id
                and post_mentions.post_id = posts.id) end as named
      from posts
     where ${where} and ${postsInside(bounds)}
     order by posts.thread_id, posts.post_no`.execute(tx);
  return rows;
}
