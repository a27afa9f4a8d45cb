import type { Mention } from './mention.ts';
import type { Writer } from './writer.ts';

/** What a reader can say of a post without writing one. */
export const reactionKinds = ['thanks', 'helped', 'same'] as const;
export type ReactionKind = (typeof reactionKinds)[number];

/**
 * Where a post stands: a hidden one can be mended by its author, of a redacted one something was taken out, and
 * a deleted one is gone for everybody but facilitators.
 */
export type PostStanding = 'visible' | 'hidden' | 'redacted' | 'deleted';

/** A post, or the line that it left where it stood before it went to another thread. */
type LineStanding = PostStanding | 'moved';

export interface Post {
  id: string;
  postNo: number;
  parentNo: number | null;
  author: Writer;
  isMine: boolean;
  /** Whether whoever asked from outside wrote it. */
  isByAsker: boolean;
  bodyHtml: string;
  triedHtml: string | null;
  revisionNo: number;
  editedAt: Date | null;
  standing: LineStanding;
  /** The post that this is the line of. */
  movedTo: string | null;
  acceptedCount: number;
  /** Who endorsed it, the first three. */
  endorsers: (string | null)[];
  endorsedCount: number;
  isEndorsedByMe: boolean;
  thanksCount: number;
  helpedCount: number;
  sameCount: number;
  myReactions: ReactionKind[];
  isBookmarked: boolean;
  /** How often it was changed in any way. */
  changeNo: number;
  createdAt: Date;
  /** Whom its words may name. */
  mentions: Mention[];
  /** What it shows besides pictures, which stand in its words. */
  files: PostFile[];
}

export interface PostFile {
  id: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
}

/** Whether its words are shown to everybody who may read the thread. */
export function isShown({ standing }: Pick<Post, 'standing'>): boolean {
  return standing === 'visible' || standing === 'redacted';
}

/** A branch of a page: a post, and the posts of the page that answer it. */
export interface Branch<T> {
  post: T;
  answers: T[];
}

/**
 * The posts of a page, each with those that answer it, one level deep: an answer to an answer stands beside it.
 * What answers a post of an earlier page stands by itself.
 */
export function branchesOf<T extends Pick<Post, 'postNo' | 'parentNo'>>(
  posts: readonly T[],
): Branch<T>[] {
  const branches: Branch<T>[] = [];
  const branchOf = new Map<number, Branch<T>>();
  for (const post of posts) {
    const above = post.parentNo === null ? undefined : branchOf.get(post.parentNo);
    // Everything in a thread answers its first post; only what answers a later one stands beneath it.
    if (above && above.post.postNo !== 1) {
      above.answers.push(post);
      branchOf.set(post.postNo, above);
    } else {
      const branch = { post, answers: [] };
      branches.push(branch);
      branchOf.set(post.postNo, branch);
    }
  }
  return branches;
}
