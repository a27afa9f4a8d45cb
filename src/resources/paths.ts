import { communityPaths } from '../communities/index.ts';

const library = (communityId: string) => `${communityPaths.home(communityId)}/library`;
const resource = (communityId: string, resourceId: string) =>
  `${library(communityId)}/${resourceId}`;

export const resourcePaths = {
  library,
  libraryOf: (communityId: string, query: URLSearchParams) =>
    query.size > 0 ? `${library(communityId)}?${query.toString()}` : library(communityId),
  /** The form to share a file that is here already. */
  giveFile: (communityId: string, fileId: string, title = '') =>
    `${library(communityId)}/new?${new URLSearchParams({ fileId, ...(title && { title }) }).toString()}`,
  giveForm: (communityId: string) => `${library(communityId)}/new`,
  /** Something that facilitators do to several at once, and what was done. */
  many: (communityId: string) => `${library(communityId)}/many`,
  change: (communityId: string, changeId: string) => `${library(communityId)}/changes/${changeId}`,
  resource,
  /** The address to keep: it leads to the resource wherever it stands by then. */
  lasting: (resourceId: string) => `/resources/${resourceId}`,
  edit: (communityId: string, resourceId: string) => `${resource(communityId, resourceId)}/edit`,
  standing: (communityId: string, resourceId: string) =>
    `${resource(communityId, resourceId)}/standing`,
  /** Where it is said who may read it. */
  reach: (communityId: string, resourceId: string) => `${resource(communityId, resourceId)}/reach`,
  review: (communityId: string, resourceId: string) =>
    `${resource(communityId, resourceId)}/review`,
  /** The files that it consisted of. */
  versions: (communityId: string, resourceId: string) =>
    `${resource(communityId, resourceId)}/versions`,
  returned: (communityId: string, resourceId: string) =>
    `${resource(communityId, resourceId)}/versions/return`,
  /** Where it is put into a collection. */
  collections: (communityId: string, resourceId: string) =>
    `${resource(communityId, resourceId)}/collections`,
  /** What replaces it, and what belongs with it. */
  relations: (communityId: string, resourceId: string) =>
    `${resource(communityId, resourceId)}/relations`,
  thanks: (communityId: string, resourceId: string) =>
    `${resource(communityId, resourceId)}/thanks`,
};
