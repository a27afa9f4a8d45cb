import { collectionPaths, collectionsTitled, findShownCollection } from '../resources/index.ts';
import type { Words } from '../web/index.ts';
import { mostOffers, type Offer, type Place, type Placeable } from './placeable.ts';

const view = 'collection';

/** The latest few; anything older has words to be found by. */
const mostRecent = 4;

function collectionOf(
  { id, title }: { id: string; title: string },
  place: Place,
  say: Words,
): Offer {
  return {
    target: { view, communityId: place.id, itemId: id },
    title,
    text: `${place.name} · ${say('deepLinking.collection')}`,
    note: null,
  };
}

/** Resources that somebody put together, in their order. */
export const collection: Placeable = {
  view,
  offersOn: async (tx, { places }, { words, say }) => {
    const placeOf = new Map(places.map((place) => [place.id, place]));
    const limit = words.length > 0 ? mostOffers : mostRecent;
    const found = await collectionsTitled(tx, [...placeOf.keys()], { words, limit });
    return found.flatMap((each) => {
      const place = placeOf.get(each.communityId);
      return place ? collectionOf(each, place, say) : [];
    });
  },
  find: async (tx, place, collectionId) => {
    const found =
      collectionId === null ? null : await findShownCollection(tx, place.id, collectionId);
    if (!found) return null;
    return {
      path: collectionPaths.collection(place.id, found.id),
      offer: (say) => collectionOf(found, place, say),
    };
  },
};
