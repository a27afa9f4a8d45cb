import {
  discussionPaths,
  findThread,
  findThreadAgain,
  threadsTitled,
} from '../discussions/index.ts';
import type { Words } from '../web/index.ts';
import { mostOffers, type Offer, type Place, type Placeable } from './placeable.ts';

const view = 'thread';

/** Enough to find what was just talked about; anything older has words to be found by. */
const mostRecent = 8;

function threadOf(
  { id, kind, title }: { id: string; kind: string; title: string },
  place: Place,
  say: Words,
): Offer {
  return {
    target: { view, communityId: place.id, itemId: id },
    title,
    text: `${place.name} · ${say(`thread.kind.${kind}`)}`,
    note: null,
  };
}

/** One question or discussion. */
export const thread: Placeable = {
  view,
  offersOn: async (tx, { places }, { words, say }) => {
    const placeOf = new Map(places.map((place) => [place.id, place]));
    const limit = words.length > 0 ? mostOffers : mostRecent;
    const threads = await threadsTitled(tx, [...placeOf.keys()], { words, limit });
    return threads.flatMap((found) => {
      const place = placeOf.get(found.communityId);
      return place ? threadOf(found, place, say) : [];
    });
  },
  find: async (tx, place, threadId) => {
    if (threadId === null) return null;
    const now = await findThreadAgain(tx, threadId);
    if (!now) return null;
    const found = await findThread(tx, { communityId: place.id, threadId: now.id }, null);
    if (found?.standing !== 'visible') return null;
    return {
      path: discussionPaths.thread(place.id, found.id),
      offer: (say) => threadOf(found, place, say),
    };
  },
};
