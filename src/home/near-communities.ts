import { pulsesOf } from '../activity/index.ts';
import {
  cardsOf,
  isClose,
  nearestCommunities,
  sharedTopics,
  type Card,
  type Nearness,
  type Proposal,
} from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';

/** A community that is here already, how alive it is, and why it is near. */
export interface NearCommunity extends Card {
  pulse: number;
  nearness: Nearness;
  isClose: boolean;
  sharedTopics: string[];
}

/** Up to five communities near to what is typed, nearest first; none that the person may not know of. */
export async function nearCommunities(
  tx: Transaction,
  who: { personId: string; courseId: string },
  proposal: Proposal,
): Promise<NearCommunity[]> {
  const nearest = await nearestCommunities(tx, who, proposal);
  const ids = nearest.map(({ id }) => id);
  const cards = await cardsOf(tx, ids);
  const pulses = await pulsesOf(tx, ids);
  return nearest.flatMap((nearness, index) => {
    const card = cards[index];
    if (!card) return [];
    return {
      ...card,
      pulse: pulses.get(card.id) ?? 0,
      nearness,
      isClose: isClose(nearness),
      sharedTopics: sharedTopics(card.topics, proposal),
    };
  });
}
