import { sql, type RawBuilder } from 'kysely';
import type { Transaction } from '../db/index.ts';
import { leaversOf, type Way } from './leaver-store.ts';

/**
 * The beginning of a statement: `leavers`, and `alone`, whoever looks after a shown article that nobody else looks
 * after who stays.
 */
const withAlone = (communityId: string): RawBuilder<unknown> => sql`
  with leavers as materialized (${leaversOf(communityId)}),
  alone as (
    select owners.person_id, articles.id as article_id, articles.title, articles.topic_id
      from articles
      join article_owners as owners on owners.organization_id = articles.organization_id
       and owners.article_id = articles.id
     where articles.community_id = ${communityId} and articles.standing = 'shown'
       and not exists (
         select from article_owners as others
           join memberships on memberships.organization_id = others.organization_id
            and memberships.community_id = articles.community_id
            and memberships.person_id = others.person_id
          where others.organization_id = articles.organization_id
            and others.article_id = articles.id and others.person_id <> owners.person_id
            and others.person_id not in (select person_id from leavers)))`;

/** Somebody whom articles rest on alone. */
export interface Pillar {
  personId: string;
  name: string | null;
  /** Null for whoever stays. */
  way: Way | null;
  since: Date | null;
  articles: number;
}

/** Who leaves articles behind that nobody else looks after, and who said lately that they are moving on. */
export async function leavingPeople(
  tx: Transaction,
  communityId: string,
  { saidSince, after, limit }: { saidSince: Date; after: string | null; limit: number },
): Promise<Pillar[]> {
  const { rows } = await sql<Pillar>`
    ${withAlone(communityId)},
    counted as (select person_id, count(*)::integer as articles from alone group by person_id)
    select leavers.person_id, persons.name, leavers.way, leavers.since,
           coalesce(counted.articles, 0) as articles
      from leavers
      join persons on persons.id = leavers.person_id
      left join counted on counted.person_id = leavers.person_id
     where (counted.articles > 0 or (leavers.way = 'moving' and leavers.since >= ${saidSince}))
       and (${after}::uuid is null or leavers.person_id > ${after}::uuid)
     order by leavers.person_id limit ${limit}`.execute(tx);
  return rows;
}

/** Everybody whom articles rest on alone: those who do not stay first, then those whom most rests on. */
export async function pillarsOf(
  tx: Transaction,
  communityId: string,
  limit: number,
): Promise<Pillar[]> {
  const { rows } = await sql<Pillar>`
    ${withAlone(communityId)}
    select alone.person_id, persons.name, leavers.way, leavers.since,
           count(*)::integer as articles
      from alone
      join memberships on memberships.community_id = ${communityId}
       and memberships.person_id = alone.person_id
      join persons on persons.id = alone.person_id
      left join leavers on leavers.person_id = alone.person_id
     group by alone.person_id, persons.name, leavers.way, leavers.since
     order by leavers.way is null, articles desc, alone.person_id limit ${limit}`.execute(tx);
  return rows;
}

/** An article that rests on somebody alone. */
export interface Alone {
  id: string;
  title: string;
}

/** What articles rest on this person alone, the latest first. */
export async function articlesAlone(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
  limit: number,
): Promise<Alone[]> {
  const { rows } = await sql<Alone>`
    ${withAlone(communityId)}
    select article_id as id, title from alone
     where person_id = ${personId} order by article_id desc limit ${limit}`.execute(tx);
  return rows;
}

/** A topic of which every accepted answer is one person's. */
export interface TopicAlone {
  id: string;
  name: string;
  answered: number;
}

/** The topics that only this person answered; an answer behind a number is somebody's too. */
export async function topicsAlone(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
): Promise<TopicAlone[]> {
  const { rows } = await sql<TopicAlone>`
    with leavers as materialized (${leaversOf(communityId)}),
    answers as (
      select threads.topic_id, posts.author_id
        from threads
        join posts on posts.organization_id = threads.organization_id
         and posts.thread_id = threads.id
       where threads.community_id = ${communityId} and threads.kind = 'question'
         and threads.standing = 'visible' and threads.accepted_count > 0
         and posts.accepted_count > 0 and posts.standing in ('visible', 'redacted'))
    select topics.id, topics.name,
           (count(*) filter (where answers.author_id = ${personId}))::integer as answered
      from answers
      join topics on topics.id = answers.topic_id
     group by topics.id, topics.name
    having bool_or(coalesce(answers.author_id = ${personId}, false))
       and bool_and(coalesce(answers.author_id = ${personId}
         or answers.author_id in (select person_id from leavers), false))
     order by answered desc, topics.id limit 20`.execute(tx);
  return rows;
}

/** What somebody gave that stays as it is. */
export async function countGiven(
  tx: Transaction,
  { communityId, personId }: { communityId: string; personId: string },
): Promise<{ resources: number; collections: { id: string; title: string }[] }> {
  const { rows } = await sql<{ resources: number; collections: { id: string; title: string }[] }>`
    select (select count(*)::integer from resources
             where community_id = ${communityId} and given_by = ${personId}
               and standing = 'shown') as resources,
           (select coalesce(json_agg(json_build_object('id', made.id, 'title', made.title)), '[]')
              from (select id, title from collections
                     where community_id = ${communityId} and made_by = ${personId}
                       and standing = 'shown' order by id desc limit 20) as made) as collections`.execute(
    tx,
  );
  return rows[0] ?? { resources: 0, collections: [] };
}
