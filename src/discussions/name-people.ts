import type { Member } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { personsIn } from './mention.ts';
import { saveMentions } from './mention-store.ts';
import type { Words } from './words.ts';

/**
 * Keeps whom the words of a post name; they follow its thread from then on.
 *
 * @param before what it said until now, where it was changed
 */
export async function namePeople(
  tx: Transaction,
  { community, personId }: Pick<Member, 'community' | 'personId'>,
  post: { id: string; threadId: string },
  { words, before }: { words: Words; before?: Words },
): Promise<void> {
  const personIds = personsIn(words);
  if (personIds.length === 0 && (!before || personsIn(before).length === 0)) return;
  const place = { communityId: community.id, threadId: post.threadId, postId: post.id };
  await saveMentions(tx, place, { personIds, writerId: personId });
}
