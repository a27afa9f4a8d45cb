import type { Transaction } from '../db/index.ts';
import type { Words } from '../web/index.ts';
import { mostOffers, type Offer, type Place, type Placeable } from './placeable.ts';

interface Thing {
  id: string;
  title: string;
}

/** What a kind of thing has of its own, where each is found by its title. */
interface TitledKind<One extends Thing> {
  view: string;
  /** How many of the latest are offered to whoever typed nothing; anything older has words to be found by. */
  mostRecent: number;
  /** Those with these words in the title, the likeliest first. */
  titled(
    tx: Transaction,
    communityIds: readonly string[],
    look: { words: readonly string[]; limit: number },
  ): Promise<(One & { communityId: string })[]>;
  /** As it is now, or null where not everybody sees it who may read the community. */
  find(tx: Transaction, communityId: string, id: string): Promise<One | null>;
  /** What such a thing is called. */
  nameOf(thing: One, say: Words): string;
  path(communityId: string, id: string): string;
}

/** The things of one kind, each of which can be placed. */
export function titledPlaceable<One extends Thing>(kind: TitledKind<One>): Placeable {
  const offerOf = (thing: One, place: Place, say: Words): Offer => ({
    target: { view: kind.view, communityId: place.id, itemId: thing.id },
    title: thing.title,
    text: `${place.name} · ${kind.nameOf(thing, say)}`,
    note: null,
  });
  return {
    view: kind.view,
    offersOn: async (tx, { places }, { words, say }) => {
      const placeOf = new Map(places.map((place) => [place.id, place]));
      const limit = words.length > 0 ? mostOffers : kind.mostRecent;
      const found = await kind.titled(tx, [...placeOf.keys()], { words, limit });
      return found.flatMap((thing) => {
        const place = placeOf.get(thing.communityId);
        return place ? offerOf(thing, place, say) : [];
      });
    },
    find: async (tx, place, id) => {
      const thing = id === null ? null : await kind.find(tx, place.id, id);
      if (!thing) return null;
      return {
        path: kind.path(place.id, thing.id),
        offer: (say) => offerOf(thing, place, say),
      };
    },
  };
}
