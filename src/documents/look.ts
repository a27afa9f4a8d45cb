import { posix } from 'node:path';
import { newId } from '../db/index.ts';
import { FileRefused, type Giver, type Received } from '../files/index.ts';
import { knowledgePaths, mostDepth } from '../knowledge/index.ts';
import { typedLine } from '../web/index.ts';
import { attach, type Bringing } from './attach.ts';
import { pathsIn, withLinks } from './links.ts';
import { carried, mostOfBody, type Left, type PlannedArticle } from './plan.ts';
import { isDocument, readDocuments, type Document } from './read-documents.ts';
import { isUnmeant, sourceOf, type Source } from './source.ts';
import { Unreadable } from './unreadable.ts';
import { openZip } from './zip.ts';

/** What was brought, and what it will become. */
export interface Looked {
  plan: PlannedArticle[];
  left: Left[];
}

interface Gathered {
  sources: Source[];
  left: Left[];
  close: () => void;
}

const isZip = ({ name }: Received) => name.toLowerCase().endsWith('.zip');

/** All files that were brought, those of ZIPs among them; of two that lie in the same place the first. */
async function gather(received: readonly Received[]): Promise<Gathered> {
  const found = new Map<string, Source>();
  const left: Left[] = [];
  const closing: (() => void)[] = [];
  const add = (source: Source) => {
    if (isUnmeant(source.path)) return;
    if (found.has(source.path)) left.push({ path: source.path, reason: 'twice' });
    else found.set(source.path, source);
  };
  for (const file of received) {
    try {
      if (file.isCut) throw new Unreadable('large');
      const zip = isZip(file) ? await openZip(file.path) : null;
      if (zip) closing.push(zip.close);
      for (const source of zip?.sources ?? [await sourceOf(file)]) add(source);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      left.push({ path: file.name, reason: error.reason });
    }
  }
  const sources = [...found.values()].toSorted((one, other) => (one.path < other.path ? -1 : 1));
  return { sources, left, close: () => closing.forEach((close) => close()) };
}

/** The folders of a path, without those that everything lies in. */
function foldersOf(path: string, shared: number): string[] {
  const folders = posix.dirname(path).split('/').slice(shared);
  return folders
    .map((folder) => typedLine(folder).slice(0, 255))
    .filter((folder) => folder !== '' && folder !== '.')
    .slice(0, mostDepth);
}

/** How many folders all these lie in, one in another. */
function sharedDepth(paths: readonly string[]): number {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const differs = first.findIndex((folder, at) => others.some((other) => other[at] !== folder));
  return differs === -1 ? first.length : differs;
}

/** Takes in what these documents show of what was brought with them. */
async function attachAll(
  bringing: Bringing,
  giver: Giver,
  { sources, named }: { sources: readonly Source[]; named: ReadonlySet<string> },
  tell: (refused: FileRefused, name: string) => string,
): Promise<{ addresses: Map<string, string>; left: Left[] }> {
  const addresses = new Map<string, string>();
  const left: Left[] = [];
  for (const source of sources.filter((each) => !isDocument(each))) {
    const { path } = source;
    if (!named.has(path)) {
      left.push({ path, reason: 'unused' });
      continue;
    }
    try {
      addresses.set(path, await attach(bringing, giver, source));
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error;
      left.push({ path, reason: null, words: tell(error, posix.basename(path)) });
    }
  }
  return { addresses, left };
}

/** Where a document is found that is led to with its ending, without it, or by its folder. */
function findIn<T>(all: ReadonlyMap<string, T>, path: string): T | undefined {
  const asked = path.replace(/\/$/, '');
  const places = [asked, `${asked}.md`, `${asked}/index.md`, `${asked}/README.md`];
  return places.map((place) => all.get(place)).find((each) => each !== undefined);
}

/**
 * Looks at the files that were brought: which articles they become, how those lead to one another, and what
 * cannot come. Pictures are taken in; like all that nobody shows in the end, they are tidied away if it ends here.
 */
export async function lookAt(
  bringing: Bringing,
  giver: Giver,
  received: readonly Received[],
  tell: (refused: FileRefused, name: string) => string,
): Promise<Looked> {
  const { sources, left, close } = await gather(received);
  try {
    const read = await readDocuments(sources);
    const ids = new Map(read.documents.map(({ path }) => [path, newId()]));
    const named = new Set(read.documents.flatMap(({ path, body }) => pathsIn(path, body)));
    const attached = await attachAll(bringing, giver, { sources, named }, tell);
    const shared = sharedDepth(read.documents.map(({ path }) => path));
    const addressOf = (path: string) => {
      const id = findIn(ids, path);
      if (id) return knowledgePaths.article(giver.communityId, id);
      return attached.addresses.get(path) ?? null;
    };
    const articleOf = ({ path, title, body }: Document): PlannedArticle => ({
      id: ids.get(path) ?? newId(),
      title,
      folders: foldersOf(path, shared),
      body: withLinks(path, body, addressOf),
    });
    const articles = read.documents.map(articleOf);
    const long = articles.filter(({ body }) => body.length > mostOfBody);
    const { plan, rest } = carried(articles.filter((article) => !long.includes(article)));
    const leftOver = (some: readonly PlannedArticle[], reason: 'long' | 'many') =>
      some.map(({ title: path }): Left => ({ path, reason }));
    return {
      plan,
      left: [
        ...left,
        ...read.left,
        ...attached.left,
        ...leftOver(long, 'long'),
        ...leftOver(rest, 'many'),
      ],
    };
  } finally {
    close();
  }
}
