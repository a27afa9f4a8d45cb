import { communityPaths } from '../communities/index.ts';

const list = (communityId: string) => `${communityPaths.home(communityId)}/collections`;
const collection = (communityId: string, collectionId: string) =>
  `${list(communityId)}/${collectionId}`;

export const collectionPaths = {
  list,
  listOf: (communityId: string, query: URLSearchParams) =>
    query.size > 0 ? `${list(communityId)}?${query.toString()}` : list(communityId),
  form: (communityId: string) => `${list(communityId)}/new`,
  collection,
  /** The address to keep: it leads to the collection wherever it stands by then. */
  lasting: (collectionId: string) => `/collections/${collectionId}`,
  /** Where it is said who may read it. */
  reach: (communityId: string, collectionId: string) =>
    `${collection(communityId, collectionId)}/reach`,
  edit: (communityId: string, collectionId: string) =>
    `${collection(communityId, collectionId)}/edit`,
  /** What stands in it, to be arranged. */
  items: (communityId: string, collectionId: string) =>
    `${collection(communityId, collectionId)}/items`,
  standing: (communityId: string, collectionId: string) =>
    `${collection(communityId, collectionId)}/standing`,
};
