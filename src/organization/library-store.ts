import { sql, type RawBuilder } from 'kysely';
import { folded, type Transaction } from '../db/index.ts';
import type { Place } from '../web/index.ts';
import type { SharedKind, SharedQuery } from './forms.ts';

/** Something that everybody in the organization may read, as a line of their library. */
export interface SharedEntry {
  id: string;
  kind: 'article' | 'resource' | 'collection';
  /** Which kind of article or resource. */
  form: string | null;
  title: string;
  communityName: string;
  topicName: string | null;
  shownAt: Date;
  /** Where it stands in the order that was asked for. */
  key: string;
}

/** Which part of the library, and how its order runs. */
export type Look = Omit<SharedQuery, 'after'> & { isUsed?: boolean };

const ofResources = (...kinds: string[]) => sql`
  kind = 'resource' and exists (select from resources
    where resources.organization_id = search_documents.organization_id
      and resources.id = search_documents.id and resources.kind = any(${kinds}))`;

const isOfKind: Record<SharedKind, RawBuilder<unknown>> = {
  article: sql`kind = 'article'`,
  collection: sql`kind = 'collection'`,
  link: ofResources('link'),
  file: ofResources('file'),
  picture: ofResources('picture'),
  recording: ofResources('audio', 'video'),
};

/** A topic is a community's own; two that are called the same are one here. */
const isAbout = (topic: string) => sql`
  topic_id in (select topics.id from topics where ${folded(sql`topics.name`)} = ${folded(sql`${topic}::text`)})`;

function orderOf({ order }: Look, after: Place | null) {
  const isUseful = order === 'useful';
  const column = isUseful ? sql`useful` : sql`shown_at`;
  const type = isUseful ? sql`integer` : sql`timestamptz`;
  return {
    key: sql`${column}::text`,
    by: sql`${column} desc, id desc`,
    rest: after ? sql`and (${column}, id) < (${after.key}::${type}, ${after.id}::uuid)` : sql``,
  };
}

/** What everybody in the organization may read, in the order that is asked for. */
export async function sharedEntries(
  tx: Transaction,
  look: Look,
  { after, limit }: { after: Place | null; limit: number },
): Promise<SharedEntry[]> {
  const { key, by, rest } = orderOf(look, after);
  const { rows } = await sql<SharedEntry>`
    select chosen.id, chosen.kind, coalesce(articles.kind, resources.kind) as form, chosen.title,
           communities.name as community_name, topics.name as topic_name, chosen.shown_at, chosen.key
      from (select *, ${key} as key from search_documents
             where reach = 'organization' ${rest}
               ${look.kind ? sql`and ${isOfKind[look.kind]}` : sql``}
               ${look.topic ? sql`and ${isAbout(look.topic)}` : sql``}
               ${look.isUsed ? sql`and useful > 0` : sql``}
             order by ${by} limit ${limit}) as chosen
      join communities on communities.organization_id = chosen.organization_id
       and communities.id = chosen.community_id
      left join topics on topics.organization_id = chosen.organization_id
       and topics.id = chosen.topic_id
      left join articles on articles.organization_id = chosen.organization_id
       and articles.id = chosen.id
      left join resources on resources.organization_id = chosen.organization_id
       and resources.id = chosen.id
     order by ${by}`.execute(tx);
  return rows;
}

/** What most of it is about, each topic by one of the names that it goes by. */
export async function sharedTopics(
  tx: Transaction,
  limit: number,
): Promise<{ name: string; count: number }[]> {
  const { rows } = await sql<{ name: string; count: number }>`
    select min(topics.name) as name, count(*)::integer as count
      from search_documents as document
      join topics on topics.organization_id = document.organization_id
       and topics.id = document.topic_id
     where document.reach = 'organization'
     group by ${folded(sql`topics.name`)}
     order by count(*) desc, 1 limit ${limit}`.execute(tx);
  return rows;
}
