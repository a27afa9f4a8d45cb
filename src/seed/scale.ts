/** How much there is of everything. */
export interface Scale {
  communities: number;
  people: number;
  courses: number;
}

export const scales = {
  small: { communities: 20, people: 500, courses: 50 },
  large: { communities: 2000, people: 50_000, courses: 5000 },
} as const satisfies Record<string, Scale>;

export const threadsOfEach = 5;
