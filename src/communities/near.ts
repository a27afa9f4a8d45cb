import { fold, wordsIn } from './fold.ts';

/** What somebody typed who means to start a community. */
export interface Proposal {
  name: string;
  purpose: string;
  topics: string;
}

const mostWords = 12;
const shortestWord = 4;

/** A word is looked for by its beginning, so that "medication" finds "medications" and the other way. */
export function stemOf(word: string): string {
  return word.replace(/(?<=.{4})e?s$/, '');
}

/** Whether a word is long enough to say something; Chinese and Japanese need two letters for what takes others eight. */
export function isTelling(word: string): boolean {
  return word.length >= shortestWord || (word.length > 1 && /\p{Script=Han}/u.test(word));
}

/** The words of a proposal worth comparing: the longest, since short ones are in every sentence. */
export function tellingWords({ name, purpose, topics }: Proposal): string[] {
  const telling = wordsIn(`${name} ${topics} ${purpose}`).filter(isTelling);
  const distinct = [...new Set(telling.map(stemOf))];
  return distinct.toSorted((a, b) => b.length - a.length).slice(0, mostWords);
}

/** How near a community is, each from 0 to 1 but the last, which counts people. */
export interface Nearness {
  /** How alike the names are, letter by letter. */
  likeness: number;
  /** How many of the telling words it shares; rare ones weigh more. */
  overlap: number;
  /** People of the course who belong to it. */
  shared: number;
}

const closeLikeness = 0.5;
const closeOverlap = 0.6;

/** Whether starting another needs a reason. */
export function isClose({ likeness, overlap }: Nearness): boolean {
  return likeness >= closeLikeness || overlap >= closeOverlap;
}

/** The topics of a community that a proposal speaks of as well. */
export function sharedTopics(topics: readonly string[], proposal: Proposal): string[] {
  const words = tellingWords(proposal);
  return topics.filter((topic) => words.some((word) => fold(topic).includes(word)));
}
