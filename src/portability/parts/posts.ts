import { z } from 'zod';
import type { Transaction } from '../../db/index.ts';
import { withOthersNamed } from '../../web/index.ts';
import { inPages, noted, type Leaving } from '../leaving.ts';
import { Count, Id, Moment } from '../manifest.ts';
import { keeping, numberWithout } from '../refer.ts';
import { gapsOf } from '../target-store.ts';
import { lengthsOfThreads, postsLeaving, type Stretch, type ThreadLength } from './post-store.ts';

const Words = z.string().min(1).max(40_000);

/** A post, as a line of an archive. In its words, `guildhall:` stands before what they lead to. */
export const Post = z.object({
  id: Id,
  thread: Id,
  /** Counted among those of its thread that are in the archive. */
  no: z.int().min(1),
  parent: z.int().min(1).nullable(),
  author: Id.nullable(),
  alias: z.int().min(1).max(100_000).nullable(),
  body: Words,
  tried: Words.nullable(),
  /** Where something was taken out of it. */
  isRedacted: z.boolean(),
  isAccepted: z.boolean(),
  endorsedBy: z.array(Id).max(1000),
  thanks: Count,
  helped: Count,
  same: Count,
  /** The files that it shows. */
  files: z.array(Id).max(300),
  /** The moment of a recording that it is about. */
  seconds: z.int().min(0).nullable(),
  editedAt: Moment.nullable(),
  createdAt: Moment,
});
export type Post = z.infer<typeof Post>;

/**
 * Posts of short threads are read together, and no more of a long one at once: what lives longer than it takes to
 * write so many, the memory takes for something that stays.
 */
const postsAtOnce = 100;

/** Stretches of about as many posts as are read at once. */
export function* stretchesOf(threads: readonly ThreadLength[]): Generator<Stretch> {
  let together: string[] = [];
  let count = 0;
  for (const { id, lastPostNo } of threads) {
    if (count + lastPostNo > postsAtOnce && together.length > 0) {
      yield { threadIds: together, numbers: null };
      together = [];
      count = 0;
    }
    if (lastPostNo <= postsAtOnce) {
      together.push(id);
      count += lastPostNo;
      continue;
    }
    for (let after = 0; after < lastPostNo; after += postsAtOnce)
      yield { threadIds: [id], numbers: { after, upTo: after + postsAtOnce } };
  }
  if (together.length > 0) yield { threadIds: together, numbers: null };
}

/** The posts of some threads as lines. */
export async function postLines(
  tx: Transaction,
  leaving: Leaving,
  stretch: Stretch,
): Promise<Post[]> {
  const posts = await postsLeaving(tx, leaving, stretch);
  const gaps = await gapsOf(tx, leaving, stretch.threadIds);
  const sources = posts.flatMap(({ bodySource, triedSource }) => [bodySource, triedSource ?? '']);
  const keep = await keeping(tx, leaving, sources);
  return posts.map((post) => {
    const { threadId, postNo, parentNo, named, triedSource } = post;
    const numberOf = (no: number) => numberWithout(gaps.get(threadId), no);
    const people = new Map(named.map(({ namedId, personId }) => [namedId, personId]));
    const wordsOf = (source: string) =>
      withOthersNamed(keep(source), (id) => noted(leaving, people.get(id) ?? null));
    return {
      id: post.id,
      thread: threadId,
      no: numberOf(postNo) ?? postNo,
      parent: parentNo === null ? null : numberOf(parentNo),
      author: noted(leaving, post.authorId),
      alias: post.aliasNo,
      body: wordsOf(post.bodySource),
      tried: triedSource === null ? null : wordsOf(triedSource),
      isRedacted: post.standing === 'redacted',
      isAccepted: post.acceptedCount > 0,
      endorsedBy: post.endorsedBy.map((id) => noted(leaving, id)),
      thanks: post.thanksCount,
      helped: post.helpedCount,
      same: post.sameCount,
      files: post.fileIds.filter((id) => !leaving.lost.has(id)),
      seconds: post.seconds,
      editedAt: post.editedAt,
      createdAt: post.createdAt,
    };
  });
}

/** What was said in the talk, thread by thread. */
export async function* leavePosts(leaving: Leaving): AsyncGenerator<Post[]> {
  const { db, organizationId } = leaving;
  for await (const threads of inPages(leaving, (tx, page) => lengthsOfThreads(tx, leaving, page)))
    for (const stretch of stretchesOf(threads)) {
      const lines = await db.within(organizationId, (tx) => postLines(tx, leaving, stretch));
      if (lines.length > 0) yield lines;
    }
}
