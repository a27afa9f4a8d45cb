import { posix } from 'node:path';
import { mostOfBody, type Left } from './plan.ts';
import type { Source } from './source.ts';
import { Unreadable } from './unreadable.ts';
import { wordsOfHtml, wordsOfMarkdown, type DocumentWords } from './words.ts';

const mostBytes = 500_000;

/** A document that can become an article. */
export interface Document extends DocumentWords {
  path: string;
}

const readers: Record<string, typeof wordsOfHtml> = {
  '.md': wordsOfMarkdown,
  '.markdown': wordsOfMarkdown,
  '.html': wordsOfHtml,
  '.htm': wordsOfHtml,
};
const readerOf = (path: string) => readers[posix.extname(path).toLowerCase()];

export const isDocument = ({ path }: Source): boolean => readerOf(path) !== undefined;

/** @throws Unreadable */
async function documentOf({ path, sizeBytes, read }: Source): Promise<Document> {
  const wordsOf = readerOf(path);
  if (!wordsOf) throw new Unreadable('kind');
  if (sizeBytes > mostBytes) throw new Unreadable('large');
  const bytes = await read();
  const words = wordsOf(path, bytes.toString());
  if (words.body === '') throw new Unreadable('empty');
  if (words.body.length > mostOfBody) throw new Unreadable('long');
  return { path, ...words };
}

/** What all documents among these say, in the order of their paths. */
export async function readDocuments(
  sources: readonly Source[],
): Promise<{ documents: Document[]; left: Left[] }> {
  const documents: Document[] = [];
  const left: Left[] = [];
  for (const source of sources.filter(isDocument)) {
    try {
      documents.push(await documentOf(source));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      left.push({ path: source.path, reason: error.reason });
    }
  }
  return { documents, left };
}
