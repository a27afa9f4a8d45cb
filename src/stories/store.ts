import { sql } from 'kysely';
import { newId, statement, type Transaction } from '../db/index.ts';
import type { Standing } from '../standing/index.ts';
import { htmlUpToDate } from '../web/index.ts';
import type { Holder, Outcome, Story } from './story.ts';

/** What is kept of a story's words. */
export interface StoryWords {
  outcome: Outcome;
  triedSource: string;
  triedHtml: string;
  rendererVersion: number;
  numbers: string;
  url: string | null;
}

export async function insertStory(
  tx: Transaction,
  {
    holder,
    ...story
  }: StoryWords & { organizationId: string; communityId: string; toldBy: string; holder: Holder },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('stories')
    .values({ ...story, id, holderKind: holder.kind, holderId: holder.id })
    .execute();
  return id;
}

export async function updateStory(tx: Transaction, id: string, words: StoryWords): Promise<void> {
  await tx
    .updateTable('stories')
    .set({ ...words, updatedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

/** What whoever told it is told of its being withdrawn. */
export async function updateReason(tx: Transaction, id: string, reason: string): Promise<void> {
  await tx.updateTable('stories').set({ stoodReason: reason }).where('id', '=', id).execute();
}

function stories(tx: Transaction) {
  return tx
    .selectFrom('stories')
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'stories.organizationId')
        .onRef('persons.id', '=', 'stories.toldBy'),
    )
    .select([
      'stories.id',
      'stories.communityId',
      'stories.holderKind',
      'stories.holderId',
      'stories.toldBy as tellerId',
      'persons.name as tellerName',
      'stories.outcome',
      'stories.triedSource',
      'stories.triedHtml',
      'stories.rendererVersion',
      'stories.numbers',
      'stories.url',
      'stories.standing',
      'stories.stoodBy',
      'stories.stoodReason',
      'stories.createdAt',
      'stories.updatedAt',
    ]);
}

type Row = Omit<Story, 'holder'> & {
  holderKind: Holder['kind'];
  holderId: string;
  rendererVersion: number;
};

function storyOf({ holderKind, holderId, rendererVersion, ...rest }: Row): Story {
  const tried = { source: rest.triedSource, html: rest.triedHtml, rendererVersion };
  return { ...rest, holder: { kind: holderKind, id: holderId }, triedHtml: htmlUpToDate(tried) };
}

export async function findStory(tx: Transaction, id: string): Promise<Story | undefined> {
  const found = await stories(tx).where('stories.id', '=', id).executeTakeFirst();
  return found && storyOf(found);
}

/** Which stories of a community. */
export interface StoryLook {
  communityId: string;
  standing: Standing;
  outcome: Outcome | null;
  /** Only what is told of this. */
  holder: Holder | null;
  /** Only what this person told; null shows everybody's. */
  toldBy: string | null;
}

/** The newest first. */
export async function storiesOf(
  tx: Transaction,
  { communityId, standing, outcome, holder, toldBy }: StoryLook,
  { before, limit }: { before: string | null; limit: number },
): Promise<Story[]> {
  let chosen = stories(tx)
    .where('stories.communityId', '=', communityId)
    .where('stories.standing', '=', standing);
  if (outcome) chosen = chosen.where('stories.outcome', '=', outcome);
  if (toldBy) chosen = chosen.where('stories.toldBy', '=', toldBy);
  if (holder)
    chosen = chosen
      .where('stories.holderKind', '=', holder.kind)
      .where('stories.holderId', '=', holder.id);
  if (before) chosen = chosen.where('stories.id', '<', before);
  const rows = await chosen.orderBy('stories.id', 'desc').limit(limit).execute();
  return rows.map(storyOf);
}

/** How many stories are told of a thing, by how it went. */
export async function outcomesOf(
  tx: Transaction,
  { kind, id }: Holder,
): Promise<{ outcome: Outcome; count: number }[]> {
  return tx
    .selectFrom('stories')
    .select(['outcome', sql<number>`count(*)::integer`.as('count')])
    .where('holderKind', '=', kind)
    .where('holderId', '=', id)
    .where('standing', '=', 'shown')
    .groupBy('outcome')
    .execute();
}

interface PageOfPosts {
  threadId: string;
  from: number;
  limit: number;
}

const storyCounts = statement<PageOfPosts, { postNo: number; count: number }>(
  (_tx, given) => sql`
    select posts.post_no, count(*)::integer as count
      from posts
      join stories on stories.organization_id = posts.organization_id
                  and stories.holder_kind = 'post' and stories.holder_id = posts.id
                  and stories.standing = 'shown'
     where posts.thread_id = ${given('threadId')}
       and posts.post_no >= ${given('from')}::integer
       and posts.post_no < ${given('from')}::integer + ${given('limit')}::integer
     group by posts.post_no`,
);

/** How many stories are told of the posts on a page of a thread, by their numbers; those without are missing. */
export async function countStories(
  tx: Transaction,
  page: PageOfPosts,
): Promise<Map<number, number>> {
  const rows = await storyCounts(tx, page);
  return new Map(rows.map(({ postNo, count }) => [postNo, count]));
}

/** The stories of a community that was merged are read in the other from now on. */
export async function moveStories(
  tx: Transaction,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await tx
    .updateTable('stories')
    .set({ communityId: into })
    .where('communityId', '=', from)
    .execute();
}
