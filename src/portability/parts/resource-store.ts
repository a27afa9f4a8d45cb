import { sql } from 'kysely';
import type { Transaction } from '../../db/index.ts';
import { resourcesInside } from '../inside.ts';
import { reachOf } from './reach.ts';
import type { Bounds, Page } from '../leaving.ts';

interface ResourceRow {
  id: string;
  kind: 'link' | 'file' | 'picture' | 'audio' | 'video';
  title: string;
  whySource: string;
  topicId: string | null;
  reach: 'community' | 'organization';
  licence: 'reserved' | 'by' | 'by-sa' | 'by-nc' | 'zero' | 'other';
  licenceWords: string;
  language: string | null;
  source: string;
  url: string | null;
  fileId: string | null;
  givenBy: string;
  thanks: number;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  replacedBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  guide: { part: 'when' | 'how' | 'example' | 'evidence'; source: string }[];
  related: string[];
  versions: { no: number; file: string; giver: string; note: string; createdAt: string }[];
  chapters: { seconds: number; title: string }[];
  cut: { startMs: number; endMs: number | null } | null;
}

/** What belongs to a resource in another table, as JSON. */
const listed = (columns: string, table: string, order: string) => sql`
  (select coalesce(json_agg(json_build_object(${sql.raw(columns)}) order by ${sql.raw(order)}), '[]')
     from ${sql.table(table)} as own
    where own.organization_id = resources.organization_id and own.resource_id = resources.id)`;

const moment = `to_char(own.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export async function resourcesLeaving(
  tx: Transaction,
  bounds: Bounds,
  { after, limit }: Page,
): Promise<ResourceRow[]> {
  const inside = resourcesInside(bounds);
  const { rows } = await sql<ResourceRow>`
    select resources.id, resources.kind, resources.title, resources.why_source, resources.topic_id, ${reachOf('resources')} as reach,
           resources.licence, resources.licence_words, resources.language, resources.source,
           resources.url, resources.file_id, resources.given_by, resources.thanks,
           resources.reviewed_by, resources.reviewed_at, resources.created_at, resources.updated_at,
           (select newer.id from resources as newer
             where newer.organization_id = resources.organization_id
               and newer.id = resources.replaced_by and newer.community_id = resources.community_id
               and newer.standing = 'shown' and newer.id <= ${bounds.upTo}) as replaced_by,
           ${listed(`'part', own.part, 'source', own.source`, 'resource_guides', 'own.part')} as guide,
           ${listed(`'seconds', own.begins_at_seconds, 'title', own.title`, 'chapters', 'own.begins_at_seconds')} as chapters,
           ${listed(`'no', own.version_no, 'file', own.file_id, 'giver', own.given_by, 'note', own.note, 'createdAt', ${moment}`, 'resource_versions', 'own.version_no')} as versions,
           array(select other.id from related_resources
                   join resources as other on other.organization_id = related_resources.organization_id
                    and other.id = related_resources.other_id
                  where related_resources.organization_id = resources.organization_id
                    and related_resources.one_id = resources.id and other.id <> resources.id
                    and other.community_id = resources.community_id
                    and other.standing = 'shown' and other.id <= ${bounds.upTo}
                  order by other.id) as related,
           (select json_build_object('startMs', start_ms, 'endMs', end_ms) from media
             where media.organization_id = resources.organization_id
               and media.file_id = resources.file_id and media.playable_id is null) as cut
      from resources
     where ${inside} and (${after}::uuid is null or resources.id > ${after}::uuid)
     order by resources.id limit ${limit}`.execute(tx);
  return rows;
}

interface CaptionsRow {
  id: string;
  resourceId: string;
  language: string;
  webVtt: string;
  writtenBy: string;
  updatedAt: Date;
}

export async function captionsLeaving(
  tx: Transaction,
  bounds: Bounds,
  { after, limit }: Page,
): Promise<CaptionsRow[]> {
  const { rows } = await sql<CaptionsRow>`
    select captions.id, captions.resource_id, captions.language, captions.web_vtt,
           captions.written_by, captions.updated_at
      from captions
      join resources on resources.organization_id = captions.organization_id
       and resources.id = captions.resource_id
     where ${resourcesInside(bounds)} and (${after}::uuid is null or captions.id > ${after}::uuid)
     order by captions.id limit ${limit}`.execute(tx);
  return rows;
}
