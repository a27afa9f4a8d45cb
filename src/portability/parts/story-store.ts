import { sql } from 'kysely';
import type { Transaction } from '../../db/index.ts';
import type { Leaving, Page } from '../leaving.ts';
import { storyTitles } from '../target-store.ts';

interface StoryRow {
  id: string;
  title: string;
  holderKind: 'resource' | 'post' | 'article';
  holderId: string;
  /** Where a post is read that it was told of. */
  threadId: string | null;
  postNo: number | null;
  toldBy: string;
  outcome: 'worked' | 'partly' | 'not';
  triedSource: string;
  numbers: string;
  url: string | null;
  createdAt: Date;
  updatedAt: Date;
}

export async function storiesLeaving(
  tx: Transaction,
  leaving: Leaving,
  page: Page,
): Promise<StoryRow[]> {
  const titles = await storyTitles(tx, leaving, page);
  const { rows } = await sql<Omit<StoryRow, 'title'>>`
    select stories.id, stories.holder_kind, stories.holder_id, stories.told_by, stories.outcome,
           stories.tried_source, stories.numbers, stories.url, stories.created_at,
           stories.updated_at, posts.thread_id, posts.post_no
      from stories
      left join posts on posts.organization_id = stories.organization_id
       and stories.holder_kind = 'post' and posts.id = stories.holder_id
     where stories.id = any(${titles.map(({ id }) => id)}::uuid[])
     order by stories.id`.execute(tx);
  const byId = new Map(titles.map(({ id, title }) => [id, title]));
  return rows.map((row) => ({ ...row, title: byId.get(row.id) ?? '' }));
}
