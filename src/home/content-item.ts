import { ltiPaths, type ContentItem } from '../lti/index.ts';
import type { Offer } from './placeable.ts';
import { customOf } from './target.ts';

/** Where an offer is to stand, and with what. */
export interface Standing {
  publicUrl: URL;
  courseId: string | null;
  /** Whether a gradebook column is to be made with it. */
  gradebook: boolean;
}

/** The activity that an offer becomes, in the words in which it was shown. */
export function contentItemOf(
  { target, title, text }: Offer,
  { publicUrl, courseId, gradebook }: Standing,
): ContentItem {
  const resourceId = target.itemId ?? target.communityId ?? courseId;
  const column = resourceId && { label: title, scoreMaximum: 100, resourceId, tag: 'guildhall' };
  return {
    title,
    text,
    url: new URL(ltiPaths.launch, publicUrl).href,
    custom: customOf(target, courseId),
    lineItem: gradebook && column ? column : null,
  };
}
