/** How many letters must be put in, left out, replaced, or swapped with the next one, to make one word of the other. */
export function editsBetween(one: string, other: string): number {
  const [from, to] = [Array.from(one), Array.from(other)];
  let beforeLast: number[] = [];
  let last = to.map((_, index) => index + 1);
  last.unshift(0);
  from.forEach((letter, row) => {
    const next = [row + 1];
    to.forEach((wanted, column) => {
      const same = letter === wanted ? 0 : 1;
      const edits = [
        (last[column + 1] ?? 0) + 1,
        (next[column] ?? 0) + 1,
        (last[column] ?? 0) + same,
      ];
      const isSwapped = letter === to[column - 1] && from[row - 1] === wanted;
      if (isSwapped) edits.push((beforeLast[column - 1] ?? 0) + 1);
      next.push(Math.min(...edits));
    });
    beforeLast = last;
    last = next;
  });
  return last.at(-1) ?? 0;
}

/** So many edits are a slip; more make another word. */
export const mostEdits = (word: string) => (word.length < 6 ? 1 : 2);

/** Of words like this one, those that it may be a slip of: the nearest first. */
export function slipsOf(word: string, alike: readonly string[]): string[] {
  return alike
    .map((other) => ({ other, edits: editsBetween(word, other) }))
    .filter(({ edits }) => edits > 0 && edits <= mostEdits(word))
    .toSorted((a, b) => a.edits - b.edits)
    .map(({ other }) => other);
}
