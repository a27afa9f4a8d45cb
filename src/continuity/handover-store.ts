import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';

/** What one facilitator gave to others at one time. */
export interface Handover {
  id: string;
  giverName: string | null;
  givenAt: Date;
  articles: { id: string; title: string; heirName: string | null }[];
}

export async function insertHandover(
  tx: Transaction,
  handover: { organizationId: string; communityId: string; leftBy: string; givenBy: string },
  articles: readonly { articleId: string; heirId: string }[],
): Promise<void> {
  const id = newId();
  const { organizationId } = handover;
  await tx
    .insertInto('handovers')
    .values({ ...handover, id })
    .execute();
  await tx
    .insertInto('handedArticles')
    .values(articles.map((each) => ({ organizationId, handoverId: id, ...each })))
    .execute();
}

/** What was given of somebody's since then and not taken back, the latest first. */
export async function handoversOf(
  tx: Transaction,
  { communityId, personId, since }: { communityId: string; personId: string; since: Date },
): Promise<Handover[]> {
  const { rows } = await sql<Handover>`
    select handovers.id, givers.name as giver_name, handovers.given_at,
           (select json_agg(json_build_object('id', articles.id, 'title', articles.title,
                     'heirName', heirs.name) order by articles.id)
              from handed_articles
              join articles on articles.id = handed_articles.article_id
              join persons as heirs on heirs.id = handed_articles.heir_id
             where handed_articles.handover_id = handovers.id) as articles
      from handovers
      join persons as givers on givers.id = handovers.given_by
     where handovers.community_id = ${communityId} and handovers.left_by = ${personId}
       and handovers.undone_at is null and handovers.given_at >= ${since}
     order by handovers.given_at desc, handovers.id desc limit 20`.execute(tx);
  return rows;
}

/** Says that it was taken back. @returns what was given to whom; nothing where it was taken back before */
export async function undoHandover(
  tx: Transaction,
  { communityId, personId, id }: { communityId: string; personId: string; id: string },
): Promise<{ articleId: string; heirId: string }[]> {
  const undone = await tx
    .updateTable('handovers')
    .set({ undoneAt: sql<Date>`now()` })
    .where('id', '=', id)
    .where('communityId', '=', communityId)
    .where('leftBy', '=', personId)
    .where('undoneAt', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!undone) return [];
  return tx
    .selectFrom('handedArticles')
    .select(['articleId', 'heirId'])
    .where('handoverId', '=', id)
    .execute();
}

/** An article that was given to somebody to look after. */
export interface Handed {
  id: string;
  communityId: string;
  title: string;
  leaverName: string | null;
}

/** What was given to somebody since then and is theirs to look after now. */
export async function handedTo(tx: Transaction, personId: string, since: Date): Promise<Handed[]> {
  const { rows } = await sql<Handed>`
    select distinct on (articles.id) articles.id, articles.community_id, articles.title,
           leavers.name as leaver_name
      from handed_articles
      join handovers on handovers.id = handed_articles.handover_id
       and handovers.undone_at is null and handovers.given_at >= ${since}
      join persons as leavers on leavers.id = handovers.left_by
      join articles on articles.id = handed_articles.article_id and articles.standing = 'shown'
      join article_owners on article_owners.article_id = articles.id
       and article_owners.person_id = handed_articles.heir_id
      join memberships on memberships.community_id = articles.community_id
       and memberships.person_id = handed_articles.heir_id and memberships.left_at is null
     where handed_articles.heir_id = ${personId}
     order by articles.id limit 20`.execute(tx);
  return rows;
}

/** What was given in a community that was merged is taken back in the other from now on. */
export async function moveHandovers(
  tx: Transaction,
  { from, into }: { from: string; into: string },
): Promise<void> {
  await tx
    .updateTable('handovers')
    .set({ communityId: into })
    .where('communityId', '=', from)
    .execute();
}
