import { sql, type RawBuilder } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';
import { Conflict } from '../errors.ts';
import type { Article, ArticleKind } from './article.ts';

interface NewArticle {
  organizationId: string;
  communityId: string;
  sectionId: string | null;
  kind: ArticleKind;
  title: string;
  topicId: string | null;
}

/** Stands at the end of its section. @throws Conflict where there is an article of this id */
export async function insertArticle(
  tx: Transaction,
  article: NewArticle,
  id = newId(),
): Promise<string> {
  const { communityId, sectionId } = article;
  const position = sql<number>`(
    select coalesce(max(position), 0) + 1 from articles
     where community_id = ${communityId} and section_id is not distinct from ${sectionId}::uuid)`;
  const inserted = await tx
    .insertInto('articles')
    .values({ ...article, id, position })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!inserted) throw new Conflict('There is an article of this id');
  return id;
}

const columns = (personId: string | null): RawBuilder<unknown> => sql`
  articles.organization_id, articles.id, articles.community_id, articles.section_id, articles.kind,
  articles.title, articles.head_no, articles.published_no, articles.reach, articles.standing, articles.stood_by,
  articles.topic_id, topics.name as topic_name, checkers.name as checker_name, articles.checked_at,
  articles.next_check_on, articles.updated_at,
  exists (select from article_owners
    where article_owners.organization_id = articles.organization_id
      and article_owners.article_id = articles.id
      and article_owners.person_id = ${personId}::uuid) as is_owned,
  exists (select from article_revisions
    where article_revisions.organization_id = articles.organization_id
      and article_revisions.article_id = articles.id
      and article_revisions.revision_no > coalesce(articles.published_no, 0)
      and article_revisions.written_by = ${personId}::uuid) as has_unpublished,
  exists (select from knowledge_reviewers
    where knowledge_reviewers.organization_id = articles.organization_id
      and knowledge_reviewers.community_id = articles.community_id
      and knowledge_reviewers.person_id = ${personId}::uuid) as is_named_reviewer`;

/** @param personId whoever looks */
export async function findArticle(
  tx: Transaction,
  id: string,
  personId: string | null,
): Promise<Article | undefined> {
  const { rows } = await sql<Article>`
    select ${columns(personId)}
      from articles
      left join topics on topics.organization_id = articles.organization_id
                      and topics.id = articles.topic_id
      left join persons as checkers on checkers.organization_id = articles.organization_id
                                   and checkers.id = articles.checked_by
     where articles.id = ${id}`.execute(tx);
  return rows[0];
}

/** Nobody else writes, publishes or decides about it until this transaction ends. */
export async function lockArticle(tx: Transaction, id: string): Promise<void> {
  await tx.selectFrom('articles').select('id').where('id', '=', id).forNoKeyUpdate().execute();
}

/** The latest revision is another now. */
export async function updateHead(tx: Transaction, id: string, headNo: number): Promise<void> {
  await tx.updateTable('articles').set({ headNo }).where('id', '=', id).execute();
}

export async function updateTitle(tx: Transaction, id: string, title: string): Promise<void> {
  await tx.updateTable('articles').set({ title }).where('id', '=', id).execute();
}

/** Everybody reads this revision from now on. */
export async function updatePublished(
  tx: Transaction,
  id: string,
  { revisionNo, title }: { revisionNo: number; title: string },
): Promise<void> {
  await tx
    .updateTable('articles')
    .set({ publishedNo: revisionNo, title, updatedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

/** Somebody looked at it and says that it holds, until this day. */
export async function updateChecked(
  tx: Transaction,
  id: string,
  { personId, nextCheckOn }: { personId: string; nextCheckOn: string },
): Promise<void> {
  await tx
    .updateTable('articles')
    .set({ checkedBy: personId, checkedAt: sql<Date>`now()`, nextCheckOn })
    .where('id', '=', id)
    .execute();
}
