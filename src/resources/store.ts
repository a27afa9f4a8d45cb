import { sql } from 'kysely';
import { newId, type Transaction } from '../db/index.ts';
import { htmlUpToDate } from '../web/index.ts';
import type { Kind, Licence, Resource, ResourceFile } from './resource.ts';

/** What is kept of a resource's words. */
export interface Words {
  title: string;
  titleKey: string;
  whySource: string;
  whyHtml: string;
  rendererVersion: number;
  topicId: string | null;
  licence: Licence;
  licenceWords: string;
  language: string | null;
  source: string;
  saysWhen: boolean;
  hasEvidence: boolean;
}

interface NewResource extends Words {
  organizationId: string;
  communityId: string;
  givenBy: string;
  kind: Kind;
  url: string | null;
  fileId: string | null;
}

export async function insertResource(tx: Transaction, resource: NewResource): Promise<string> {
  const id = newId();
  await tx
    .insertInto('resources')
    .values({ ...resource, id })
    .execute();
  return id;
}

export async function updateWords(
  tx: Transaction,
  id: string,
  words: Words & { url: string | null },
): Promise<void> {
  await tx
    .updateTable('resources')
    .set({ ...words, updatedAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

export async function updateTopic(
  tx: Transaction,
  id: string,
  topicId: string | null,
): Promise<void> {
  await tx.updateTable('resources').set({ topicId }).where('id', '=', id).execute();
}

/** Who looked it over now, or null where nobody did any more. */
export async function updateReview(
  tx: Transaction,
  id: string,
  reviewedBy: string | null,
): Promise<void> {
  const reviewedAt = reviewedBy === null ? null : sql<Date>`now()`;
  await tx.updateTable('resources').set({ reviewedBy, reviewedAt }).where('id', '=', id).execute();
}

const fileColumns = sql<ResourceFile | null>`
  case when files.id is not null then json_build_object('id', files.id, 'name', files.name,
    'mediaType', files.media_type, 'sizeBytes', files.size_bytes, 'width', files.width,
    'height', files.height) end`;

const successorColumns = sql<Resource['successor']>`
  case when successor.id is not null
    then json_build_object('id', successor.id, 'title', successor.title) end`;

/** The resource of this id, as this person sees it. */
export async function findResource(
  tx: Transaction,
  id: string,
  personId: string | null,
): Promise<Resource | undefined> {
  const found = await tx
    .selectFrom('resources')
    .innerJoin('persons as giver', (join) =>
      join
        .onRef('giver.organizationId', '=', 'resources.organizationId')
        .onRef('giver.id', '=', 'resources.givenBy'),
    )
    .leftJoin('topics', (join) =>
      join
        .onRef('topics.organizationId', '=', 'resources.organizationId')
        .onRef('topics.id', '=', 'resources.topicId'),
    )
    .leftJoin('linkPreviews as preview', (join) =>
      join
        .onRef('preview.organizationId', '=', 'resources.organizationId')
        .onRef('preview.resourceId', '=', 'resources.id'),
    )
    .leftJoin('persons as reviewer', (join) =>
      join
        .onRef('reviewer.organizationId', '=', 'resources.organizationId')
        .onRef('reviewer.id', '=', 'resources.reviewedBy'),
    )
    .leftJoin('resources as successor', (join) =>
      join
        .onRef('successor.organizationId', '=', 'resources.organizationId')
        .onRef('successor.id', '=', 'resources.replacedBy')
        .on('successor.standing', '=', 'shown'),
    )
    .leftJoin('files', (join) =>
      join
        .onRef('files.organizationId', '=', 'resources.organizationId')
        .onRef('files.id', '=', 'resources.fileId'),
    )
    .select([
      'resources.organizationId',
      'resources.id',
      'resources.communityId',
      'resources.kind',
      'resources.title',
      'resources.whySource',
      'resources.whyHtml',
      'resources.rendererVersion',
      'resources.topicId',
      'topics.name as topicName',
      'resources.licence',
      'resources.licenceWords',
      'resources.language',
      'resources.source',
      'resources.url',
      fileColumns.as('file'),
      'preview.state as linkState',
      'preview.title as pageTitle',
      'preview.site',
      'preview.pictureId',
      'preview.lookedAt',
      'giver.id as giverId',
      'giver.name as giverName',
      'resources.reviewedAt',
      'reviewer.name as reviewerName',
      successorColumns.as('successor'),
      'resources.thanks',
      sql<boolean>`exists (select from resource_thanks
        where resource_thanks.organization_id = resources.organization_id
          and resource_thanks.resource_id = resources.id
          and resource_thanks.person_id = ${personId}::uuid)`.as('isThanked'),
      'resources.reach',
      'resources.standing',
      'resources.stoodBy',
      'resources.stoodAt',
      'resources.createdAt',
      'resources.updatedAt',
    ])
    .where('resources.id', '=', id)
    .executeTakeFirst();
  if (!found) return undefined;
  const { rendererVersion, linkState: state, pageTitle, ...rest } = found;
  const { site, pictureId, lookedAt } = rest;
  const preview = state && { state, title: pageTitle, site, pictureId, lookedAt };
  const why = { source: rest.whySource, html: rest.whyHtml, rendererVersion };
  return { ...rest, preview, whyHtml: htmlUpToDate(why) };
}

/** Of these resources, those that everybody sees who may read this community: by their ids. */
export async function shownTitles(
  tx: Transaction,
  communityId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const found = await tx
    .selectFrom('resources')
    .select(['id', 'title'])
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .where('communityId', '=', communityId)
    .where('standing', '=', 'shown')
    .execute();
  return new Map(found.map(({ id, title }) => [id, title]));
}
