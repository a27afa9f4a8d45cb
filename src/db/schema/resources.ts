import type { Generated } from 'kysely';
import type { BornAt, Json, Owned } from './columns.ts';

interface Resources extends Owned {
  id: string;
  communityId: string;
  givenBy: string;
  kind: 'link' | 'file' | 'picture' | 'audio' | 'video';
  title: string;
  titleKey: string;
  whySource: string;
  whyHtml: string;
  rendererVersion: number;
  topicId: string | null;
  licence: 'reserved' | 'by' | 'by-sa' | 'by-nc' | 'zero' | 'other';
  licenceWords: string;
  language: string | null;
  source: string;
  url: string | null;
  fileId: string | null;
  standing: Generated<'shown' | 'withdrawn'>;
  stoodBy: string | null;
  stoodAt: Date | null;
  thanks: Generated<number>;
  saysWhen: Generated<boolean>;
  hasEvidence: Generated<boolean>;
  reach: Generated<'community' | 'organization'>;
  reachAskedBy: string | null;
  reachAskedAt: Date | null;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  replacedBy: string | null;
  createdAt: BornAt;
  updatedAt: BornAt;
}

interface ResourceGuides extends Owned {
  resourceId: string;
  part: 'when' | 'how' | 'example' | 'evidence';
  source: string;
  html: string;
  rendererVersion: number;
}

interface Collections extends Owned {
  id: string;
  communityId: string;
  madeBy: string;
  title: string;
  aboutSource: string;
  aboutHtml: string;
  rendererVersion: number;
  reach: Generated<'community' | 'organization'>;
  reachAskedBy: string | null;
  reachAskedAt: Date | null;
  standing: Generated<'shown' | 'withdrawn'>;
  stoodBy: string | null;
  stoodAt: Date | null;
  createdAt: BornAt;
  updatedAt: BornAt;
}

interface CollectionItems extends Owned {
  collectionId: string;
  resourceId: string;
  position: number;
}

interface ResourceVersions extends Owned {
  resourceId: string;
  versionNo: number;
  fileId: string;
  givenBy: string;
  note: string;
  createdAt: BornAt;
}

interface RelatedResources extends Owned {
  oneId: string;
  otherId: string;
}

interface ResourceThanks extends Owned {
  resourceId: string;
  personId: string;
  createdAt: BornAt;
}

interface LibraryChanges extends Owned {
  id: string;
  communityId: string;
  madeBy: string;
  act: 'withdraw' | 'restore' | 'topic';
  topicId: string | null;
  before: Json;
  createdAt: BornAt;
  undoneAt: Date | null;
}

interface LinkPreviews extends Owned {
  resourceId: string;
  state: Generated<'waiting' | 'alive' | 'failing' | 'dead'>;
  failures: Generated<number>;
  title: string | null;
  site: string | null;
  pictureId: string | null;
  lookedAt: Date | null;
  lookNextAt: Generated<Date>;
}

export interface ResourceTables {
  resources: Resources;
  resourceGuides: ResourceGuides;
  collections: Collections;
  collectionItems: CollectionItems;
  resourceVersions: ResourceVersions;
  relatedResources: RelatedResources;
  resourceThanks: ResourceThanks;
  libraryChanges: LibraryChanges;
  linkPreviews: LinkPreviews;
}
