import { communityPaths } from '../communities/index.ts';
import type { Words } from '../web/index.ts';
import { isTitled, mostOffers, type Offer, type Place, type Placeable } from './placeable.ts';

const view = 'home';

function homeOf({ id, name, purpose }: Place): Offer {
  const target = { view, communityId: id, itemId: null };
  return { target, title: name, text: purpose, note: null };
}

/** The community of the course, whichever it is or will be: it follows the course, and its copies. */
export function homeOfCourse(place: Place | null, say: Words): Offer {
  const target = { view, communityId: null, itemId: null };
  if (place) return { target, title: place.name, text: place.purpose, note: null };
  const title = say('deepLinking.unmapped.title');
  return { target, title, text: null, note: say('deepLinking.unmapped.next') };
}

/** A community's front page. */
export const home: Placeable = {
  view,
  offersOn: async (_tx, { isOfCourse, places }, { words, say }) => {
    const offers = isOfCourse ? [homeOfCourse(places[0] ?? null, say)] : places.map(homeOf);
    return offers.filter((offer) => isTitled(offer, words)).slice(0, mostOffers);
  },
  find: async (_tx, place) => ({ path: communityPaths.home(place.id), offer: () => homeOf(place) }),
};
