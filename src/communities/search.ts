import { wordsIn } from './fold.ts';
import { stemOf } from './near.ts';

const mostWords = 8;
const shortestWord = 2;

/** The words somebody looks for, as they are compared; each also finds what begins with it. */
export function searchWords(typed: string): string[] {
  const words = wordsIn(typed).filter((word) => word.length >= shortestWord);
  return [...new Set(words.map(stemOf))].slice(0, mostWords);
}

/** A typed word, and what is looked for in its place when nobody here uses it. */
export interface SearchWord {
  word: string;
  spellings: string[];
}
