import type { Transaction } from '../db/index.ts';
import type { Community } from './community.ts';

/** Whose page it is, and when it is looked at. */
export interface CarePlace {
  community: Pick<Community, 'id' | 'replyDays'>;
  personId: string;
  now: Date;
}

/** Words of the translation files about an item, with what they take up. */
interface Fact {
  text: string;
  count?: number;
  /** A calendar day; the words take it up as `day`. */
  date?: string;
}

/** What a facilitator may say to it; sent as `answer`. */
interface Answers {
  path: string;
  choices: { value: string; text: string }[];
}

/** One thing that may need a facilitator: whose it is, what, since when, and what can be answered. */
export interface CareItem {
  id: string;
  /** Where the list goes on after it. */
  after: string;
  person?: { name: string | null };
  /** What it is called; without a title, it is the person. */
  title?: string | null;
  /** The words for something that has a title but none is known. */
  untitled?: string;
  path?: string;
  words?: string;
  moment?: Date;
  facts?: Fact[];
  answers?: Answers;
}

/** One section of the facilitator's page. A room that has something to look after makes one of these. */
export interface CareSection {
  /** In addresses and ids. */
  name: string;
  /** A key of the translation files, as all words here are. */
  title: string;
  hint?: string;
  /** Whether these wait for an answer, and so count in the mark of the navigation. */
  waits: boolean;
  /** What to do about them all. */
  act?: { text: string; path: (communityId: string) => string };
  /** Where all of them are shown, when not by the facilitator's page itself. */
  all?: (communityId: string) => string;
  /** @param after where an earlier page ended; nonsense reads as the beginning */
  find(
    tx: Transaction,
    place: CarePlace,
    page: { after: string | null; limit: number },
  ): Promise<CareItem[]>;
}
