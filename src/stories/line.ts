import type { Member, Reader } from '../communities/index.ts';
import type { Named } from './holders.ts';
import { storyPaths } from './paths.ts';
import { isTeller, mayStand, owesReason, type Story } from './story.ts';

function isMember(reader: Reader): reader is Member {
  return reader.role !== 'visitor';
}

/** A story as a page shows it, with what this reader can do about it. */
export function lineOf(story: Story, reader: Reader, about: Named | null) {
  const { id, communityId, url, updatedAt, createdAt, standing, stoodBy, tellerId } = story;
  const isShown = standing === 'shown';
  const isStandable = isMember(reader) && mayStand(story, reader);
  return {
    ...story,
    about,
    host: url && new URL(url).host,
    isChanged: updatedAt.getTime() > createdAt.getTime(),
    isShown,
    isHeldBack: !isShown && stoodBy !== tellerId,
    edit: isMember(reader) && isTeller(story, reader) && storyPaths.edit(communityId, id),
    stand: isStandable && storyPaths.standing(communityId, id),
    /** Where somebody is owed a reason, a page asks for it. */
    asksWhy: isStandable && owesReason(story, reader),
  };
}
