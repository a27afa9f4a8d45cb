import { sql } from 'kysely';
import { newId, statement, type Transaction } from '../db/index.ts';
import { rendererVersion, withBareNames } from '../web/index.ts';
import { mentionsOfPost } from './mention-store.ts';
import type { Post, PostFile, PostStanding, ReactionKind } from './post.ts';
import { shownWords } from './words.ts';

/** Read only for the few that need it, since it doubles what is read of a post. */
const sourceIfStale = (column: 'body_source' | 'tried_source') =>
  sql<
    string | null
  >`case when posts.renderer_version < ${rendererVersion} then ${sql.ref(`posts.${column}`)} end`;

interface Sought {
  threadId: string;
  personId: string | null;
  askerId: string | null;
  from: number;
  limit: number;
}

/** A post as the database tells of it. */
interface PostRow extends Omit<Post, 'author'> {
  authorName: string | null;
  aliasNo: number | null;
  staleBody: string | null;
  staleTried: string | null;
}

const selection = statement<Sought, PostRow>((tx, given) =>
  tx
    .selectFrom('posts')
    .leftJoin('persons as author', (join) =>
      join
        .onRef('author.organizationId', '=', 'posts.organizationId')
        .onRef('author.id', '=', 'posts.authorId'),
    )
    .select([
      'posts.id',
      'posts.postNo',
      'posts.parentNo',
      'author.name as authorName',
      'posts.aliasNo',
      'posts.bodyHtml',
      'posts.triedHtml',
      sourceIfStale('body_source').as('staleBody'),
      sourceIfStale('tried_source').as('staleTried'),
      'posts.revisionNo',
      'posts.editedAt',
      'posts.standing',
      'posts.movedTo',
      'posts.acceptedCount',
      'posts.endorsedCount',
      'posts.thanksCount',
      'posts.helpedCount',
      'posts.sameCount',
      'posts.changeNo',
      'posts.createdAt',
      sql<boolean>`coalesce(posts.author_id = ${given('personId')}::uuid, false) or (posts.alias_no is not null and exists (
        select from aliases where aliases.organization_id = posts.organization_id
           and aliases.thread_id = posts.thread_id and aliases.alias_no = posts.alias_no
           and aliases.person_id = ${given('personId')}::uuid))`.as('isMine'),
      sql<boolean>`coalesce(posts.author_id = ${given('askerId')}::uuid, false)`.as('isByAsker'),
      sql<(string | null)[]>`case when posts.endorsed_count = 0 then '{}' else array(
        select persons.name from post_marks
          join persons on persons.organization_id = post_marks.organization_id
           and persons.id = post_marks.person_id
         where post_marks.organization_id = posts.organization_id and post_marks.post_id = posts.id
           and post_marks.kind = 'endorsed'
         order by post_marks.created_at, persons.id limit 3) end`.as('endorsers'),
      sql<boolean>`posts.endorsed_count > 0 and exists (
        select from post_marks where post_marks.organization_id = posts.organization_id
           and post_marks.post_id = posts.id and post_marks.kind = 'endorsed'
           and post_marks.person_id = ${given('personId')}::uuid)`.as('isEndorsedByMe'),
      sql<ReactionKind[]>`array(
        select kind from reactions where reactions.organization_id = posts.organization_id
           and reactions.post_id = posts.id and reactions.person_id = ${given('personId')}::uuid)`.as(
        'myReactions',
      ),
      sql<boolean>`exists (
        select from bookmarks where bookmarks.organization_id = posts.organization_id
           and bookmarks.person_id = ${given('personId')}::uuid and bookmarks.post_id = posts.id)`.as(
        'isBookmarked',
      ),
      sql<PostFile[]>`case when posts.body_html like '%"/files/%' then (
        select coalesce(json_agg(json_build_object('id', files.id, 'name', files.name,
                 'mediaType', files.media_type, 'sizeBytes', files.size_bytes) order by files.id), '[]')
          from file_uses join files on files.organization_id = file_uses.organization_id
           and files.id = file_uses.file_id
         where file_uses.organization_id = posts.organization_id and file_uses.holder_kind = 'post'
           and file_uses.holder_id = posts.id and file_uses.is_shown
           and files.media_type not like 'image/%') else '[]' end`.as('files'),
      mentionsOfPost.as('mentions'),
    ])
    .where('posts.threadId', '=', given('threadId'))
    .where('posts.postNo', '>=', given('from'))
    .orderBy('posts.postNo')
    .limit(given('limit')),
);

/** Of a thread, as this person sees it; and who asked it from outside, where that is to be told apart. */
type Seen = Pick<Sought, 'threadId' | 'personId'> & Partial<Pick<Sought, 'askerId'>>;

/** In the order they were written, from this number on, as this person sees them. */
export async function postsFrom(
  tx: Transaction,
  { threadId, personId, askerId = null }: Seen,
  { from, limit }: Pick<Sought, 'from' | 'limit'>,
): Promise<Post[]> {
  const posts = await selection(tx, { threadId, personId, askerId, from, limit });
  // A copy of the whole row is quick; one that leaves something out is not, nor one that goes on after it.
  return posts.map((post) => ({
    author: { name: post.authorName, aliasNo: post.aliasNo },
    ...post,
    ...shownWords(post),
  }));
}

/** What a thread began with, for whoever reads it elsewhere. */
export type Opening = Pick<
  Post,
  'bodyHtml' | 'triedHtml' | 'mentions' | 'standing' | 'editedAt' | 'createdAt'
>;

/** The first posts of these threads, by the threads' ids. */
export async function openingsOf(
  tx: Transaction,
  threadIds: readonly string[],
): Promise<Map<string, Opening>> {
  if (threadIds.length === 0) return new Map();
  const posts = await tx
    .selectFrom('posts')
    .select(['threadId', 'bodyHtml', 'triedHtml', 'standing', 'editedAt', 'createdAt'])
    .select(mentionsOfPost.as('mentions'))
    .where('threadId', 'in', threadIds)
    .where('postNo', '=', 1)
    .execute();
  return new Map(posts.map(({ threadId, ...opening }) => [threadId, opening]));
}

/** How a thread's posts begin, as they were written but for the ids of whom they name. @returns by their numbers */
export async function beginningsOf(
  tx: Transaction,
  threadId: string,
  { from, limit, characters }: { from: number; limit: number; characters: number },
): Promise<Map<number, string>> {
  const posts = await tx
    .selectFrom('posts')
    .select(['postNo', sql<string>`left(body_source, ${2 * characters}::integer)`.as('beginning')])
    .where('threadId', '=', threadId)
    .where('postNo', '>=', from)
    .orderBy('postNo')
    .limit(limit)
    .execute();
  return new Map(
    posts.map(({ postNo, beginning }) => [postNo, withBareNames(beginning).slice(0, characters)]),
  );
}

/** A post as something is done to it. */
export interface StoredPost {
  id: string;
  postNo: number;
  authorId: string | null;
  aliasNo: number | null;
  bodySource: string;
  triedSource: string | null;
  revisionNo: number;
  editedAt: Date | null;
  standing: PostStanding;
  createdAt: Date;
}

/** Whoever does something to the same post at the same moment waits, until the transaction ends. */
export function lockPost(
  tx: Transaction,
  threadId: string,
  postNo: number,
): Promise<StoredPost | undefined> {
  return tx
    .selectFrom('posts')
    .select([
      'id',
      'postNo',
      'authorId',
      'aliasNo',
      'bodySource',
      'triedSource',
      'revisionNo',
      'editedAt',
      'createdAt',
    ])
    .select((column) => column.ref('standing').$castTo<PostStanding>().as('standing'))
    .where('threadId', '=', threadId)
    .where('postNo', '=', postNo)
    .where('standing', '<>', 'moved')
    .forNoKeyUpdate()
    .executeTakeFirst();
}

/** Tells pages where the thread is open that something in its first post changed. */
export async function touchFirstPost(tx: Transaction, threadId: string): Promise<void> {
  await tx
    .updateTable('posts')
    .set((column) => ({ changeNo: column('changeNo', '+', 1) }))
    .where('threadId', '=', threadId)
    .where('postNo', '=', 1)
    .execute();
}

export async function insertPost(
  tx: Transaction,
  post: {
    organizationId: string;
    threadId: string;
    postNo: number;
    parentNo: number | null;
    authorId: string | null;
    aliasNo: number | null;
    bodySource: string;
    bodyHtml: string;
    triedSource: string | null;
    triedHtml: string | null;
    rendererVersion: number;
  },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('posts')
    .values({ ...post, id })
    .execute();
  return id;
}

/** Where a post stands, by its id alone. */
export function findPostPlace(
  tx: Transaction,
  postId: string,
): Promise<
  | (Pick<StoredPost, 'authorId' | 'aliasNo' | 'standing'> & {
      threadId: string;
      communityId: string;
    })
  | undefined
> {
  return tx
    .selectFrom('posts')
    .innerJoin('threads', (join) =>
      join
        .onRef('threads.organizationId', '=', 'posts.organizationId')
        .onRef('threads.id', '=', 'posts.threadId'),
    )
    .select(['posts.threadId', 'threads.communityId', 'posts.authorId', 'posts.aliasNo'])
    .select((column) => column.ref('posts.standing').$castTo<PostStanding>().as('standing'))
    .where('posts.id', '=', postId)
    .where('posts.standing', '<>', 'moved')
    .executeTakeFirst();
}

/** Of these posts, those that everybody may read who may read this community: by their ids, with their threads. */
export async function shownPosts(
  tx: Transaction,
  communityId: string,
  postIds: readonly string[],
): Promise<Map<string, { threadId: string; postNo: number; title: string }>> {
  const posts = await tx
    .selectFrom('posts')
    .innerJoin('threads', (join) =>
      join
        .onRef('threads.organizationId', '=', 'posts.organizationId')
        .onRef('threads.id', '=', 'posts.threadId'),
    )
    .select(['posts.id', 'posts.threadId', 'posts.postNo', 'threads.title'])
    .where(sql<boolean>`posts.id = any(${postIds}::uuid[])`)
    .where('posts.standing', 'in', ['visible', 'redacted'])
    .where('threads.standing', '=', 'visible')
    .where('threads.communityId', '=', communityId)
    .execute();
  return new Map(posts.map(({ id, ...place }) => [id, place]));
}
