import type { z } from 'zod';
import type { Transaction } from '../../db/index.ts';
import type { Arriving } from '../arriving.ts';
import type { Leaving } from '../leaving.ts';

/** A file of an archive for people to read. */
export interface Document {
  path: string;
  title: string;
  content: AsyncIterable<string>;
}

/** One kind of thing that an archive holds. */
export interface Part {
  /** All of it is in the lines of a file that is called so. */
  name: string;
  /** What becomes of its lines, a page at a time, in an order that they can come in again. */
  leave: (leaving: Leaving) => AsyncIterable<object[]>;
  /** The same to be read by people. */
  documents?: (leaving: Leaving) => AsyncIterable<Document>;
}

/** A document that is made already. */
export async function* textAlone(text: string): AsyncGenerator<string> {
  yield text;
}

/** How what has left comes in. */
interface Way<Line> {
  name: string;
  /** The version of archives that had it first; without it, all have it. */
  since?: number;
  line: z.ZodType<Line>;
  /** Looks at a line before anything is kept, and notes what others may refer to. @throws Broken */
  check: (line: Line, arriving: Arriving) => void;
  /** Keeps some lines in the new community; those before them are kept already. */
  keep: (tx: Transaction, arriving: Arriving, lines: readonly Line[]) => Promise<void>;
}

/** The same, whatever its lines are. */
export interface WayIn {
  name: string;
  since: number;
  check: (line: unknown, arriving: Arriving) => void;
  keep: (tx: Transaction, arriving: Arriving, lines: readonly unknown[]) => Promise<void>;
}

/** Hides what the lines of a part are from whoever has several of them. */
export function wayIn<Line>({ name, since = 1, line: form, check, keep }: Way<Line>): WayIn {
  return {
    name,
    since,
    check: (line, arriving) => check(form.parse(line), arriving),
    keep: (tx, arriving, lines) =>
      keep(
        tx,
        arriving,
        lines.map((line) => form.parse(line)),
      ),
  };
}
