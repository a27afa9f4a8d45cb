import type { FindSubject } from '../discussions/index.ts';
import { maySee, resourcePaths } from '../resources/index.ts';
import { findSubject } from './remark-store.ts';

/** The resource that a thread is about, for its page. */
export const subjectOf: FindSubject = async (tx, reader, thread) => {
  const resource = await findSubject(tx, thread.id);
  if (!resource || resource.communityId !== reader.community.id) return null;
  if (!maySee(resource, reader)) return null;
  const { communityId, id, title } = resource;
  return { title, path: resourcePaths.resource(communityId, id) };
};
