/** How much there is of everything. */
export interface Scale {
  communities: number;
  people: number;
  courses: number;
  threads: number;
  /** Of all threads together, as nearly as their lengths come out. */
  posts: number;
  /** Posts of the longest thread; the others grow shorter fast, as they do. */
  longestThread: number;
}

export const scales = {
  small: {
    communities: 20,
    people: 500,
    courses: 50,
    threads: 100,
    posts: 400,
    longestThread: 60,
  },
  large: {
    communities: 2000,
    people: 50_000,
    courses: 5000,
    threads: 10_000,
    posts: 10_000,
    longestThread: 1,
  },
  /** Communities that begin to talk, and */
  talk: {
    communities: 200,
    people: 2000,
    courses: 200,
    threads: 1200,
    posts: 10_000,
    longestThread: 5000,
  },
  /** the same after years. */
  million: {
    communities: 200,
    people: 50_000,
    courses: 500,
    threads: 120_000,
    posts: 1_000_000,
    longestThread: 5000,
  },
} as const satisfies Record<string, Scale>;
