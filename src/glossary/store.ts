import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';

/** A word, and what a community means by it. */
export interface Term {
  id: string;
  term: string;
  meaning: string;
  /** That says more about it. */
  articleId: string | null;
}

interface Wording {
  term: string;
  termKey: string;
  meaning: string;
  articleId: string | null;
  wordedBy: string;
}

/** More than this nobody reads. A glossary to which another's was added can have more. */
export const mostTerms = 500;

/** In the order of a dictionary. */
export function termsOf(tx: Transaction, communityId: string): Promise<Term[]> {
  return tx
    .selectFrom('glossaryTerms')
    .select(['id', 'term', 'meaning', 'articleId'])
    .where('communityId', '=', communityId)
    .orderBy('termKey')
    .orderBy('id')
    .execute();
}

export async function findTerm(
  tx: Transaction,
  communityId: string,
  id: string,
): Promise<Term | undefined> {
  return tx
    .selectFrom('glossaryTerms')
    .select(['id', 'term', 'meaning', 'articleId'])
    .where('communityId', '=', communityId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Whether another term than this one is the same word. */
export async function isTaken(
  tx: Transaction,
  { communityId, termKey, id }: { communityId: string; termKey: string; id: string | null },
): Promise<boolean> {
  const found = await tx
    .selectFrom('glossaryTerms')
    .select('id')
    .where('communityId', '=', communityId)
    .where('termKey', '=', termKey)
    .executeTakeFirst();
  return found !== undefined && found.id !== id;
}

export async function insertTerm(
  tx: Transaction,
  term: Wording & { organizationId: string; communityId: string },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('glossaryTerms')
    .values({ ...term, id })
    .execute();
  return id;
}

export async function updateTerm(tx: Transaction, id: string, wording: Wording): Promise<void> {
  await tx
    .updateTable('glossaryTerms')
    .set({ ...wording, wordedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

export async function deleteTerm(tx: Transaction, id: string): Promise<void> {
  await tx.deleteFrom('glossaryTerms').where('id', '=', id).execute();
}

/** The terms of a community that was merged join those of the other, as far as that has none of the same word. */
export async function moveUnrivalled(
  tx: Transaction,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await tx
    .updateTable('glossaryTerms')
    .set({ communityId: into })
    .where('communityId', '=', from)
    .where('termKey', 'not in', (there) =>
      there.selectFrom('glossaryTerms').select('termKey').where('communityId', '=', into),
    )
    .execute();
}

/** Where a term stands, and under which word; who worded it, and when, stays. */
export async function updatePlace(
  tx: Transaction,
  id: string,
  place: { communityId: string; term: string; termKey: string },
): Promise<void> {
  await tx.updateTable('glossaryTerms').set(place).where('id', '=', id).execute();
}

/** Whether this person looks after an article that everybody reads in the community. */
export async function ownsArticle(
  tx: Transaction,
  communityId: string,
  personId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from article_owners
      join articles on articles.organization_id = article_owners.organization_id
       and articles.id = article_owners.article_id
     where article_owners.person_id = ${personId} and articles.community_id = ${communityId}
       and articles.published_no is not null and articles.standing = 'shown'
     limit 1`.execute(tx);
  return rows.length > 0;
}
