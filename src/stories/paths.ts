import { communityPaths } from '../communities/index.ts';
import type { Holder } from './story.ts';

const list = (communityId: string) => `${communityPaths.home(communityId)}/practice`;
const story = (communityId: string, storyId: string) => `${list(communityId)}/${storyId}`;
const about = ({ kind, id }: Holder) => new URLSearchParams({ kind, of: id }).toString();

export const storyPaths = {
  list,
  listOf: (communityId: string, query: URLSearchParams) =>
    query.size > 0 ? `${list(communityId)}?${query.toString()}` : list(communityId),
  /** What is told of one thing. */
  about: (communityId: string, holder: Holder) => `${list(communityId)}?${about(holder)}`,
  form: (communityId: string) => `${list(communityId)}/new`,
  formFor: (communityId: string, holder: Holder) => `${list(communityId)}/new?${about(holder)}`,
  story,
  edit: (communityId: string, storyId: string) => `${story(communityId, storyId)}/edit`,
  standing: (communityId: string, storyId: string) => `${story(communityId, storyId)}/standing`,
};
