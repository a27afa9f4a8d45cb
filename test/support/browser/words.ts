import { readFileSync } from 'node:fs';
import { z } from 'zod';

type Tree = { [key: string]: string | Tree };
const Tree: z.ZodType<Tree> = z.lazy(() => z.record(z.string(), z.union([z.string(), Tree])));

/** Looks up what a page says, in the language it says it in. @throws Error for a key that is not there */
export type Words = (key: string) => string;

/** The words of one language's catalogue. */
export function wordsIn(language: string): Words {
  const file = new URL(`../../../locales/${language}.json`, import.meta.url);
  const catalogue = Tree.parse(JSON.parse(readFileSync(file, 'utf8')));
  return (key) => {
    const found = key
      .split('.')
      .reduce<string | Tree | undefined>(
        (tree, part) => (typeof tree === 'object' ? tree[part] : undefined),
        catalogue,
      );
    if (typeof found !== 'string') throw new Error(`No words for ${key} in ${language}`);
    return found;
  };
}
