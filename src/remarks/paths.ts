import { resourcePaths } from '../resources/index.ts';

export const remarkPaths = {
  /** Where something is said of a resource. */
  remarks: (communityId: string, resourceId: string) =>
    `${resourcePaths.resource(communityId, resourceId)}/remarks`,
  /** A remark, on the page of what it is about. */
  remark: (communityId: string, resourceId: string, postNo: number) =>
    `${resourcePaths.resource(communityId, resourceId)}#remark-${postNo}`,
};
