import { diffWordsWithSpace } from 'diff';
import { renderMarkdown } from '../web/index.ts';
import { charterParts, type Charter, type CharterPart } from './charter.ts';

/** The parts that say something, as HTML. */
export function proseOf(charter: Charter): { part: CharterPart; html: string }[] {
  return charterParts
    .filter((part) => part !== 'purpose' && charter[part] !== '')
    .map((part) => ({ part, html: renderMarkdown(charter[part]) }));
}

/** A stretch of words that stayed, came or went. */
interface Change {
  words: string;
  isAdded: boolean;
  isRemoved: boolean;
}

/** What one version changed in the one before it, part by part, word by word; nothing for the first. */
export function changesBetween(
  before: Charter | undefined,
  after: Charter,
): { part: CharterPart; changes: Change[] }[] {
  if (!before) return [];
  return charterParts
    .filter((part) => before[part] !== after[part])
    .map((part) => ({
      part,
      changes: diffWordsWithSpace(before[part], after[part]).map(({ value, added, removed }) => ({
        words: value,
        isAdded: added,
        isRemoved: removed,
      })),
    }));
}
