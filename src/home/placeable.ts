import { fold, type Community } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import type { Words } from '../web/index.ts';
import type { Target } from './target.ts';

/** All that an activity says of the community it leads to. */
export type Place = Pick<Community, 'id' | 'name' | 'purpose'>;

/** An activity that could stand in the course, in the words that learners will read there. */
export interface Offer {
  target: Target;
  title: string;
  text: string | null;
  /** For whoever chooses, and nobody else. */
  note: string | null;
}

/** Communities to look in: the course's own, or the others that the person belongs to. */
export interface Shelf {
  isOfCourse: boolean;
  places: Place[];
}

export interface Look {
  /** Every one must stand in the title; none shows what is recent. */
  words: string[];
  say: Words;
}

/** The most that one kind offers on one shelf. */
export const mostOffers = 25;

/** Something placed, found again. */
export interface Found {
  /** The page it opens. */
  path: string;
  offer(say: Words): Offer;
}

/**
 * A kind of thing that can be placed in a course as an activity of its own. Whoever asks has made sure
 * that the person may read the communities.
 */
export interface Placeable {
  view: string;
  /** The likeliest first, `mostOffers` at most. */
  offersOn(tx: Transaction, shelf: Shelf, look: Look): Promise<Offer[]>;
  /** As it is now, or null when it is not there. */
  find(tx: Transaction, place: Place, itemId: string | null): Promise<Found | null>;
}

/** Whether every word stands in the title, whatever their case and accents. */
export function isTitled({ title }: Offer, words: readonly string[]): boolean {
  const folded = fold(title);
  return words.every((word) => folded.includes(fold(word)));
}
