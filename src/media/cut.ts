/** The part of a recording that is meant: the rest is its ends. */
export interface Cut {
  startMs: number;
  /** Null where it goes on to the end. */
  endMs: number | null;
}
