import { diffWordsWithSpace } from 'diff';

/** A stretch of words that stayed, came or went. */
export interface Change {
  words: string;
  isAdded: boolean;
  isRemoved: boolean;
}

/** Texts that differ in more have little in common that could be shown. */
const mostEdits = 3000;

/** What changed from one text to another, word by word; without an earlier one, all of it stands as it is. */
export function wordChanges(before: string | null, after: string): Change[] {
  const stretch = (words: string, isAdded = false, isRemoved = false) => ({
    words,
    isAdded,
    isRemoved,
  });
  if (before === null || before === after) return [stretch(after)];
  const changes = diffWordsWithSpace(before, after, { maxEditLength: mostEdits });
  if (!changes) return [stretch(before, false, true), stretch(after, true)];
  return changes.map(({ value, added, removed }) => stretch(value, added, removed));
}

const around = 80;

/** The end of one stretch and the beginning of the next, with a gap between where that leaves much out. */
function shortened(words: string, { isFirst, isLast }: { isFirst: boolean; isLast: boolean }) {
  const signs = Array.from(words);
  const kept = (isFirst ? 0 : around) + (isLast ? 0 : around);
  if (signs.length <= kept + around) return words;
  // Not in the middle of a word, where the language has words of this length.
  const head = isFirst
    ? ''
    : signs
        .slice(0, around)
        .join('')
        .replace(/\S{1,25}$/u, '');
  const tail = isLast
    ? ''
    : signs
        .slice(-around)
        .join('')
        .replace(/^\S{1,25}/u, '');
  return `${head.trimEnd()} … ${tail.trimStart()}`;
}

/** What changed, with only so much of the words around as to see where it did. */
export function nearChanges(changes: readonly Change[]): Change[] {
  if (changes.length < 2) return [...changes];
  return changes.map((change, index) =>
    change.isAdded || change.isRemoved
      ? change
      : {
          ...change,
          words: shortened(change.words, {
            isFirst: index === 0,
            isLast: index === changes.length - 1,
          }),
        },
  );
}
