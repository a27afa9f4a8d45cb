import type { Transaction } from '../db/index.ts';
import { htmlUpToDate } from '../web/index.ts';

/** What is kept of one wording of an article. */
export interface NewRevision {
  organizationId: string;
  articleId: string;
  revisionNo: number;
  title: string;
  source: string;
  html: string;
  rendererVersion: number;
  writtenBy: string;
  reason: string;
  /** The revision whose words these are again. */
  sameAs: number | null;
}

export async function insertRevision(tx: Transaction, revision: NewRevision): Promise<void> {
  await tx.insertInto('articleRevisions').values(revision).execute();
}

/** One wording of an article. */
export interface Revision {
  revisionNo: number;
  title: string;
  source: string;
  writerId: string;
  writerName: string | null;
  reason: string;
  sameAs: number | null;
  createdAt: Date;
  /** When everybody began to read it, and who saw to that. */
  publishedAt: Date | null;
  publisherName: string | null;
}

function revisions(tx: Transaction, articleId: string) {
  return tx
    .selectFrom('articleRevisions as revisions')
    .innerJoin('persons as writers', (join) =>
      join
        .onRef('writers.organizationId', '=', 'revisions.organizationId')
        .onRef('writers.id', '=', 'revisions.writtenBy'),
    )
    .leftJoin('articlePublications as publications', (join) =>
      join
        .onRef('publications.organizationId', '=', 'revisions.organizationId')
        .onRef('publications.articleId', '=', 'revisions.articleId')
        .onRef('publications.revisionNo', '=', 'revisions.revisionNo'),
    )
    .leftJoin('persons as publishers', (join) =>
      join
        .onRef('publishers.organizationId', '=', 'publications.organizationId')
        .onRef('publishers.id', '=', 'publications.publishedBy'),
    )
    .select([
      'revisions.revisionNo',
      'revisions.title',
      'revisions.source',
      'revisions.writtenBy as writerId',
      'writers.name as writerName',
      'revisions.reason',
      'revisions.sameAs',
      'revisions.createdAt',
      'publications.publishedAt',
      'publishers.name as publisherName',
    ])
    .where('revisions.articleId', '=', articleId);
}

/** What is shown of a revision. */
export type ShownRevision = Revision & { html: string };

export async function findRevision(
  tx: Transaction,
  articleId: string,
  revisionNo: number,
): Promise<ShownRevision | undefined> {
  const found = await revisions(tx, articleId)
    .select(['revisions.html', 'revisions.rendererVersion'])
    .where('revisions.revisionNo', '=', revisionNo)
    .executeTakeFirst();
  if (!found) return undefined;
  const { rendererVersion, ...revision } = found;
  return { ...revision, html: htmlUpToDate({ ...revision, rendererVersion }) };
}

/** Whose eyes it is for: all of them, or those that everybody read at some time and this person's own. */
interface Sight {
  isAll: boolean;
  personId: string | null;
}

/** Newest first. */
export function revisionsOf(
  tx: Transaction,
  articleId: string,
  { isAll, personId }: Sight,
  { before, limit }: { before: number | null; limit: number },
): Promise<Revision[]> {
  let chosen = revisions(tx, articleId);
  if (!isAll)
    chosen = chosen.where((where) =>
      where.or([
        where('publications.publishedAt', 'is not', null),
        where('revisions.writtenBy', '=', personId),
      ]),
    );
  if (before !== null) chosen = chosen.where('revisions.revisionNo', '<', before);
  return chosen.orderBy('revisions.revisionNo', 'desc').limit(limit).execute();
}

export async function insertPublication(
  tx: Transaction,
  publication: {
    organizationId: string;
    articleId: string;
    revisionNo: number;
    publishedBy: string;
  },
): Promise<void> {
  await tx.insertInto('articlePublications').values(publication).execute();
}
