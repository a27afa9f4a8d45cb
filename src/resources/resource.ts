import { may, type Member, type Reader } from '../communities/index.ts';
import { mayWithdrawOrShow, type Standing } from '../standing/index.ts';
import type { Reach } from '../reach/index.ts';
import type { LinkState } from './preview.ts';

/** A link, or a file by what is in it. A recording is `audio` or `video`, wherever it was made. */
export const kinds = ['link', 'file', 'picture', 'audio', 'video'] as const;
export type Kind = (typeof kinds)[number];

/** What others may do with it: all rights stay with its giver, a Creative Commons licence, or what the giver says. */
export const licences = ['reserved', 'by', 'by-sa', 'by-nc', 'zero', 'other'] as const;
export type Licence = (typeof licences)[number];

/** The file that a resource consists of. */
export interface ResourceFile {
  id: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
  width: number | null;
  height: number | null;
}

interface LinkPreview {
  state: LinkState;
  title: string | null;
  site: string | null;
  pictureId: string | null;
  lookedAt: Date | null;
}

/** Something that a member shares with the community. */
export interface Resource {
  organizationId: string;
  id: string;
  communityId: string;
  kind: Kind;
  title: string;
  whySource: string;
  whyHtml: string;
  topicId: string | null;
  topicName: string | null;
  licence: Licence;
  licenceWords: string;
  language: string | null;
  source: string;
  url: string | null;
  file: ResourceFile | null;
  /** What was found where a link leads. */
  preview: LinkPreview | null;
  giverId: string;
  giverName: string | null;
  /** When a facilitator last looked it over, where one did. */
  reviewedAt: Date | null;
  reviewerName: string | null;
  /** What is to be used instead, where everybody sees it. */
  successor: { id: string; title: string } | null;
  thanks: number;
  /** Whether the reader thanked for it. */
  isThanked: boolean;
  reach: Reach;
  standing: Standing;
  /** Who last withdrew it or showed it again. */
  stoodBy: string | null;
  stoodAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** The kind of a resource that consists of a file with this content. */
export function kindOfFile(mediaType: string): Exclude<Kind, 'link'> {
  const [family] = mediaType.split('/');
  if (family === 'image') return 'picture';
  return family === 'audio' || family === 'video' ? family : 'file';
}

export const plays = (kind: Kind): kind is 'audio' | 'video' =>
  kind === 'audio' || kind === 'video';

export function isGiver(
  { giverId }: Pick<Resource, 'giverId'>,
  { personId }: Pick<Reader, 'personId'>,
): boolean {
  return personId !== null && personId === giverId;
}

/** Whether it is theirs to mend where something is wrong with it, or to see to it that somebody does. */
export function looksAfter(resource: Pick<Resource, 'giverId'>, reader: Reader): boolean {
  return may(reader.role, 'moderate') || isGiver(resource, reader);
}

/** Whether this reader may see it: what was withdrawn stays with its giver and the facilitators. */
export function maySee(resource: Pick<Resource, 'standing' | 'giverId'>, reader: Reader): boolean {
  if (resource.standing === 'shown') return true;
  return looksAfter(resource, reader);
}

/** Whether everybody in the organization may see it. */
export function isForEverybody({ reach, standing }: Pick<Resource, 'reach' | 'standing'>): boolean {
  return reach === 'organization' && standing === 'shown';
}

/** Whether this member may withdraw it or show it again. */
export function mayStand(resource: Resource, member: Member): boolean {
  return mayWithdrawOrShow(member, resource, isGiver(resource, member));
}
