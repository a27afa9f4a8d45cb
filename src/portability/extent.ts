import { z } from 'zod';
import type { Manifest } from './manifest.ts';

const Amount = z.int().min(0);

/** How much of a community its archive holds. */
export const Extent = z.object({
  threads: Amount,
  posts: Amount,
  articles: Amount,
  resources: Amount,
  files: Amount,
  bytes: Amount,
  /** Whom it names; before it is made nobody has counted them. */
  people: Amount.nullable(),
});
export type Extent = z.infer<typeof Extent>;

/** The same, as an archive says of itself whose files are so large together. */
export function extentSaid({ parts }: Manifest, bytes: number): Extent {
  const linesOf = (part: string) => parts.find(({ name }) => name === part)?.lines ?? 0;
  return {
    threads: linesOf('threads'),
    posts: linesOf('posts'),
    articles: linesOf('articles'),
    resources: linesOf('resources'),
    files: linesOf('files'),
    bytes,
    people: linesOf('people'),
  };
}
