import { discussionPaths } from '../discussions/index.ts';
import type { Words } from '../web/index.ts';
import { isTitled, mostOffers, type Offer, type Place, type Placeable } from './placeable.ts';

const view = 'talk';

function talkOf({ id, name }: Place, say: Words): Offer {
  return {
    target: { view, communityId: id, itemId: null },
    title: say('deepLinking.talk.title', { community: name }),
    text: say('deepLinking.talk.text'),
    note: null,
  };
}

/** A community's list of threads. */
export const talk: Placeable = {
  view,
  offersOn: async (_tx, { places }, { words, say }) =>
    places
      .map((place) => talkOf(place, say))
      .filter((offer) => isTitled(offer, words))
      .slice(0, mostOffers),
  find: async (_tx, place) => ({
    path: discussionPaths.list(place.id),
    offer: (say) => talkOf(place, say),
  }),
};
