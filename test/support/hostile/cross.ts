/** What a page would show or ask for that runs or trusts what a post says. */
export const script = 'alert(1)';
export const elsewhere = 'https://evil.test';

/** Every one of these with every one of those. */
export function cross<A, B>(
  these: readonly A[],
  those: readonly B[],
  make: (one: A, other: B) => string,
): string[] {
  return these.flatMap((one) => those.map((other) => make(one, other)));
}

/** Each with each, and so with one of the ways, which take turns: all pairs for a fraction of all triples. */
export function crossInTurns<A, B, C>(
  [these, those, ways]: readonly [readonly A[], readonly B[], readonly C[]],
  make: (one: A, other: B, way: C) => string,
): string[] {
  return these.flatMap((one, row) =>
    those.flatMap((other, column) => {
      const way = ways[(row + column) % ways.length];
      return way === undefined ? [] : [make(one, other, way)];
    }),
  );
}
