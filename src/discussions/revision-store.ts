import type { Transaction } from '../db/index.ts';

/** One wording of a post. */
export interface Revision {
  revisionNo: number;
  bodySource: string;
  triedSource: string | null;
  editorName: string | null;
  reason: string | null;
  createdAt: Date;
}

/** Newest first. */
export function revisionsOf(tx: Transaction, postId: string): Promise<Revision[]> {
  return tx
    .selectFrom('postRevisions')
    .leftJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'postRevisions.organizationId')
        .onRef('persons.id', '=', 'postRevisions.editedBy'),
    )
    .select([
      'postRevisions.revisionNo',
      'postRevisions.bodySource',
      'postRevisions.triedSource',
      'persons.name as editorName',
      'postRevisions.reason',
      'postRevisions.createdAt',
    ])
    .where('postRevisions.postId', '=', postId)
    .orderBy('postRevisions.revisionNo', 'desc')
    .limit(200)
    .execute();
}

/** One wording of a post, and who gave it; behind an alias, nobody. */
export function wordingOf(
  tx: Transaction,
  postId: string,
  revisionNo: number,
): Promise<
  { bodySource: string; triedSource: string | null; editedBy: string | null } | undefined
> {
  return tx
    .selectFrom('postRevisions')
    .select(['bodySource', 'triedSource', 'editedBy'])
    .where('postId', '=', postId)
    .where('revisionNo', '=', revisionNo)
    .executeTakeFirst();
}

/** Keeps a wording, or words it anew while its editor is still at it. */
export async function saveRevision(
  tx: Transaction,
  revision: {
    organizationId: string;
    postId: string;
    revisionNo: number;
    bodySource: string;
    triedSource: string | null;
    editedBy: string | null;
    reason: string | null;
    createdAt: Date;
  },
): Promise<void> {
  const { bodySource, triedSource, reason, createdAt } = revision;
  await tx
    .insertInto('postRevisions')
    .values(revision)
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'postId', 'revisionNo'])
        .doUpdateSet({ bodySource, triedSource, reason, createdAt }),
    )
    .execute();
}

/** The words of a post from now on. */
export async function updateWords(
  tx: Transaction,
  postId: string,
  words: {
    bodySource: string;
    bodyHtml: string;
    triedSource: string | null;
    triedHtml: string | null;
    rendererVersion: number;
    revisionNo: number;
    editedAt: Date | null;
  },
): Promise<void> {
  await tx.updateTable('posts').set(words).where('id', '=', postId).execute();
}
