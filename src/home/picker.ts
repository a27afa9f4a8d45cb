import type { Transaction } from '../db/index.ts';
import type { Session } from '../sessions/index.ts';
import type { Words } from '../web/index.ts';
import { mostOffers, type Offer } from './placeable.ts';
import { findOffer, offersOn, shelvesOf } from './placeables.ts';
import { choiceOf, targetOfChoice } from './target.ts';

/** What somebody has done in the picker so far. */
export interface Choosing {
  words: string;
  choices: string[];
  gradebook: boolean;
}

/** A line of the picker. */
interface Line extends Offer {
  choice: string;
  isChosen: boolean;
}

interface Group {
  title: string;
  hint: string | null;
  lines: Line[];
}

/** The lists of the picker, and how much is in them. */
export interface Listing {
  groups: Group[];
  count: number;
  /** Whether there may be more, to be found by another word. */
  isCapped: boolean;
}

/** What the person chose, in their order; null for what is gone meanwhile. */
export async function chosenOffers(
  tx: Transaction,
  session: Session,
  { choices, say }: { choices: readonly string[]; say: Words },
): Promise<(Offer | null)[]> {
  const offers: (Offer | null)[] = [];
  for (const choice of choices)
    offers.push(await findOffer(tx, session, targetOfChoice(choice), say));
  return offers;
}

const wordsOf = (typed: string) => typed.split(/\s+/).filter(Boolean).slice(0, 8);

/** Everything that can be chosen. What is chosen already stays, whether or not it has the words. */
export async function listingFor(
  tx: Transaction,
  session: Session,
  { choosing, say }: { choosing: Choosing; say: Words },
): Promise<Listing> {
  const words = wordsOf(choosing.words);
  const chosen = new Set(choosing.choices);
  const lineOf = (offer: Offer): Line => {
    const choice = choiceOf(offer.target);
    return { ...offer, choice, isChosen: chosen.has(choice) };
  };

  const groups: Group[] = [];
  for (const shelf of await shelvesOf(tx, session)) {
    const lines = (await offersOn(tx, shelf, { words, say })).map(lineOf);
    groups.push(
      shelf.isOfCourse
        ? { title: 'deepLinking.ofCourse', hint: null, lines }
        : { title: 'deepLinking.elsewhere.title', hint: 'deepLinking.elsewhere.hint', lines },
    );
  }

  const listed = new Set(groups.flatMap(({ lines }) => lines.map(({ choice }) => choice)));
  const { choices } = choosing;
  const unlisted = choices.filter((choice) => !listed.has(choice));
  const kept = await chosenOffers(tx, session, { choices: unlisted, say });
  const keptLines = kept.flatMap((offer) => (offer ? lineOf(offer) : []));

  return {
    groups: [{ title: 'deepLinking.chosen', hint: null, lines: keptLines }, ...groups].filter(
      ({ lines }) => lines.length > 0,
    ),
    count: listed.size,
    isCapped: groups.some(({ lines }) => lines.length >= mostOffers),
  };
}
