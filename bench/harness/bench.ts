import type { Grounds } from './grounds.ts';

/** A heading and the rows under it. */
export interface Table {
  columns: string[];
  rows: string[][];
}

/** What was promised, what came out, and whether that is a promise kept. */
export interface Verdict {
  budget: string;
  measured: string;
  isKept: boolean;
}

export interface Report {
  tables: Table[];
  verdicts: Verdict[];
}

/** One thing that is measured, against a peer in the same run. A file of measures/ exports one. */
export interface Bench {
  title: string;
  measure(grounds: Grounds): Promise<Report>;
}
