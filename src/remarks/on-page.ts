import type { Request, Response } from 'express';
import { may, owedExpectations, type Reader } from '../communities/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import {
  discussionPaths,
  isClosed,
  isShown,
  postsFrom,
  showProse,
  type Post,
  type Typed,
} from '../discussions/index.ts';
import { filePaths, kindWord } from '../files/index.ts';
import type { FindRemarks, Resource } from '../resources/index.ts';
import { signedIn } from '../sessions/index.ts';
import { clockOf } from '../watching/index.ts';
import { draftFor } from '../writing/index.ts';
import { remarkPaths } from './paths.ts';
import { momentsOf } from './remark-store.ts';
import { whereaboutsOf, type Whereabouts } from './remark-thread.ts';

/** What showing remarks stands on. */
export interface Showing {
  db: Database;
  publicUrl: URL;
  now: () => Date;
}

/** What a remark is written for. */
export const draftOf = (resourceId: string) => `remark:${resourceId}`;

/** As many as a page of a thread; the thread has them all. */
const mostShown = 50;

const isRecording = ({ kind }: Resource) => kind === 'audio' || kind === 'video';

/** What the form to say something is made of. */
export async function formOf(
  tx: Transaction,
  { reader, resource }: { reader: Reader; resource: Resource },
  typed: Typed | null,
) {
  const { personId, community } = reader;
  const draft = draftOf(resource.id);
  const begun = typed || personId === null ? null : await draftFor(tx, { personId }, draft);
  return {
    reader,
    action: remarkPaths.remarks(community.id, resource.id),
    isRecording: isRecording(resource),
    mayHideName: community.anonymity === 'peers',
    expectations: await owedExpectations(tx, reader),
    draft,
    isRestored: begun !== null,
    values: typed?.values ?? { ...begun, _key: newId() },
    errors: typed?.errors ?? {},
    warnings: typed?.warnings,
  };
}

/** The latest of a thread's posts that everybody may read. */
async function postsOf(tx: Transaction, { personId }: Reader, where: Whereabouts) {
  if (where.state !== 'thread') return { posts: [], moments: new Map<string, number>() };
  const { id: threadId, lastPostNo } = where.thread;
  const from = Math.max(1, lastPostNo - mostShown + 1);
  const posts = await postsFrom(tx, { threadId, personId }, { from, limit: mostShown });
  const shown = posts.filter(isShown);
  return {
    posts: shown,
    moments: await momentsOf(
      tx,
      shown.map(({ id }) => id),
    ),
  };
}

function remarkOf(post: Post, communityId: string, threadId: string) {
  const { thread } = discussionPaths;
  return {
    ...post,
    files: post.files.map((file) => ({
      ...file,
      path: filePaths.file(file.id),
      kind: kindWord(file.mediaType),
    })),
    link: discussionPaths.post(communityId, threadId, post.postNo),
    answer: `${thread(communityId, threadId)}?to=${post.postNo}#reply`,
  };
}

/** The posts that are about a moment, in the order of a recording. */
function momentsIn(posts: readonly Post[], moments: ReadonlyMap<string, number>) {
  return posts
    .flatMap(({ id, postNo, author }) => {
      const at = moments.get(id);
      return at === undefined ? [] : [{ at, clock: clockOf(at), postNo, author }];
    })
    .toSorted((left, right) => left.at - right.at);
}

/** What a page of a resource shows of what is said of it, and the form to say more. */
export function remarksOn({ db, publicUrl, now }: Showing): FindRemarks {
  return async (exchange: { req: Request; res: Response }, { reader, resource }) => {
    const { community, role } = reader;
    const { organizationId } = signedIn(exchange.req);
    const said = await db.within(organizationId, async (tx) => {
      const where = await whereaboutsOf(tx, reader, resource.id);
      const form = await formOf(tx, { reader, resource }, null);
      return { where, form, ...(await postsOf(tx, reader, where)) };
    });
    const { where, posts, moments } = said;
    const shown = await showProse({ db, publicUrl }, exchange, posts);
    const thread = where.state === 'thread' ? where.thread : null;
    const closed = thread !== null && isClosed(thread, now());
    const isOpen = where.state === 'none' ? resource.standing === 'shown' : thread !== null;
    return {
      ...said.form,
      state: where.state,
      elsewhere: where.state === 'elsewhere' ? where.path : null,
      thread: thread && discussionPaths.thread(community.id, thread.id),
      hasMore: thread !== null && thread.lastPostNo > mostShown,
      posts: thread ? shown.map((post) => remarkOf(post, community.id, thread.id)) : [],
      moments: momentsIn(posts, moments),
      isClosed: closed,
      mayWrite: role !== 'visitor' && isOpen && (!closed || may(role, 'moderate')),
    };
  };
}
