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
