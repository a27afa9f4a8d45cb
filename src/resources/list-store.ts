import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { Transaction } from '../db/index.ts';
import type { Standing } from '../standing/index.ts';
import type { Place } from '../web/index.ts';
import type { LibraryQuery } from './forms.ts';
import type { LinkState } from './preview.ts';
import type { Kind } from './resource.ts';

/** A resource as one of many. */
export interface Entry {
  id: string;
  kind: Kind;
  title: string;
  titleKey: string;
  topicName: string | null;
  language: string | null;
  url: string | null;
  fileId: string | null;
  fileName: string | null;
  sizeBytes: number | null;
  /** Of the page that a link leads to. */
  pictureId: string | null;
  linkState: LinkState | null;
  giverId: string;
  giverName: string | null;
  /** What is to be used instead, where everybody sees it. */
  successorId: string | null;
  successorTitle: string | null;
  isReviewed: boolean;
  /** How many members told how it went in practice. */
  stories: number;
  thanks: number;
  createdAt: Date;
}

/** Which resources of which community, seen by whom. */
export interface Look extends Pick<
  LibraryQuery,
  'kind' | 'topic' | 'language' | 'says' | 'reviewed' | 'order'
> {
  communityId: string;
  standing: Standing;
  /** Only what this person gave; null shows everybody's. */
  givenBy: string | null;
  /** Only what was given or changed since. */
  since: Date | null;
}

/** What the list goes on behind, by the order it is in. */
const behind = {
  newest: ({ id }: Place) => sql<boolean>`resources.id < ${id}::uuid`,
  thanked: ({ key, id }: Place) =>
    sql<boolean>`(resources.thanks, resources.id) < (${Number(key)}::integer, ${id}::uuid)`,
  title: ({ key, id }: Place) =>
    sql<boolean>`(resources.title_key, resources.id) > (${key}, ${id}::uuid)`,
} as const;

/** The place of an entry in a list of this order. */
export function placeOf({ id, thanks, titleKey }: Entry, order: LibraryQuery['order']): Place {
  return { id, key: { newest: '', thanked: `${thanks}`, title: titleKey }[order] };
}

/** What a resource says of its use, and whether somebody looked it over, each as its own index has it. */
const saying = {
  when: sql<boolean>`resources.says_when`,
  evidence: sql<boolean>`resources.has_evidence`,
} as const;
const reviewing = {
  yes: sql<boolean>`resources.reviewed_at is not null`,
  no: sql<boolean>`resources.reviewed_at is null`,
} as const;

const mostThanks = 2_147_483_647;

function isPlace({ key }: Place, order: LibraryQuery['order']): boolean {
  const number = Number(key);
  return order !== 'thanked' || (Number.isInteger(number) && number >= 0 && number <= mostThanks);
}

function narrowed<DB, Tables extends keyof DB, Row>(
  entries: SelectQueryBuilder<DB, Tables, Row>,
  { communityId, standing, givenBy, kind, topic, language, says, reviewed, since }: Look,
): SelectQueryBuilder<DB, Tables, Row> {
  const conditions = [
    sql<boolean>`resources.community_id = ${communityId}::uuid`,
    sql<boolean>`resources.standing = ${standing}`,
    givenBy && sql<boolean>`resources.given_by = ${givenBy}::uuid`,
    kind && sql<boolean>`resources.kind = ${kind}`,
    topic && sql<boolean>`resources.topic_id = ${topic}::uuid`,
    language && sql<boolean>`resources.language = ${language}`,
    says && saying[says],
    reviewed && reviewing[reviewed],
    since && sql<boolean>`resources.updated_at >= ${since}`,
  ];
  return conditions.reduce(
    (query, condition) => (condition ? query.where(condition) : query),
    entries,
  );
}

const storyCount = sql<number>`
  (select count(*)::integer from stories
    where stories.organization_id = chosen.organization_id and stories.holder_kind = 'resource'
      and stories.holder_id = chosen.id and stories.standing = 'shown')`;

/** What shows what it is before it is opened: of a page, or of a film. */
const picture = sql<string | null>`
  coalesce(link_previews.picture_id,
    (select poster_id from media
      where media.organization_id = chosen.organization_id and media.file_id = chosen.file_id))`;

/** What the library holds of this, in its order, from a place on. */
export function entriesOf(
  tx: Transaction,
  look: Look,
  { after, limit }: { after: Place | null; limit: number },
): Promise<Entry[]> {
  const direction = look.order === 'title' ? 'asc' : 'desc';
  // Only what a page shows is looked up in the other tables.
  let chosen = narrowed(tx.selectFrom('resources').selectAll('resources'), look);
  if (after && isPlace(after, look.order)) chosen = chosen.where(behind[look.order](after));
  if (look.order === 'thanked') chosen = chosen.orderBy('resources.thanks', direction);
  if (look.order === 'title') chosen = chosen.orderBy('resources.titleKey', direction);
  chosen = chosen.orderBy('resources.id', direction).limit(limit);
  let shown = tx
    .selectFrom(chosen.as('chosen'))
    .innerJoin('persons', (join) =>
      join
        .onRef('persons.organizationId', '=', 'chosen.organizationId')
        .onRef('persons.id', '=', 'chosen.givenBy'),
    )
    .leftJoin('topics', (join) =>
      join
        .onRef('topics.organizationId', '=', 'chosen.organizationId')
        .onRef('topics.id', '=', 'chosen.topicId'),
    )
    .leftJoin('files', (join) =>
      join
        .onRef('files.organizationId', '=', 'chosen.organizationId')
        .onRef('files.id', '=', 'chosen.fileId'),
    )
    .leftJoin('resources as successor', (join) =>
      join
        .onRef('successor.organizationId', '=', 'chosen.organizationId')
        .onRef('successor.id', '=', 'chosen.replacedBy')
        .on('successor.standing', '=', 'shown'),
    )
    .leftJoin('linkPreviews', (join) =>
      join
        .onRef('linkPreviews.organizationId', '=', 'chosen.organizationId')
        .onRef('linkPreviews.resourceId', '=', 'chosen.id'),
    )
    .select([
      'chosen.id',
      'chosen.kind',
      'chosen.title',
      'chosen.titleKey',
      'topics.name as topicName',
      'chosen.language',
      'chosen.url',
      'chosen.fileId',
      'files.name as fileName',
      sql<number | null>`files.size_bytes::float8`.as('sizeBytes'),
      picture.as('pictureId'),
      'linkPreviews.state as linkState',
      'chosen.givenBy as giverId',
      'persons.name as giverName',
      'successor.id as successorId',
      'successor.title as successorTitle',
      sql<boolean>`chosen.reviewed_at is not null`.as('isReviewed'),
      storyCount.as('stories'),
      'chosen.thanks',
      'chosen.createdAt',
    ]);
  if (look.order === 'thanked') shown = shown.orderBy('chosen.thanks', direction);
  if (look.order === 'title') shown = shown.orderBy('chosen.titleKey', direction);
  return shown.orderBy('chosen.id', direction).execute();
}

/** The languages that something shown in this library is in: one look into an index for each there is. */
export async function languagesIn(tx: Transaction, communityId: string): Promise<string[]> {
  const next = (beyond: RawBuilder<unknown>) => sql`(
    select resources.language from resources
     where resources.community_id = ${communityId} and resources.standing = 'shown'
       and resources.language ${beyond}
     order by resources.language limit 1)`;
  const { rows } = await sql<{ language: string }>`
    with recursive used (language) as (
      ${next(sql`is not null`)}
      union all
      select ${next(sql`> used.language`)} from used where used.language is not null)
    select language from used where language is not null`.execute(tx);
  return rows.map(({ language }) => language);
}

/** The resources of a community that was merged join those of the other, those of this topic under its pair. */
export async function moveResources(
  tx: Transaction,
  { from, into }: { from: string; into: string },
  topic: { from: string; into: string } | null,
): Promise<void> {
  await tx
    .updateTable('resources')
    .set({ communityId: into, topicId: topic?.into ?? null })
    .where('communityId', '=', from)
    .where('topicId', topic ? '=' : 'is', topic?.from ?? null)
    .execute();
}
