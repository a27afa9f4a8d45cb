import type { Transaction } from '../db/index.ts';
import { withBareNames } from '../web/index.ts';
import type { Leaving } from './leaving.ts';
import { contentPath, documentPath, linkTo } from './naming.ts';
import { harmless, plain } from './markdown.ts';
import {
  referencesIn,
  replaceReferences,
  textOf,
  type Address,
  type Kind,
  type Reference,
} from './reference.ts';
import {
  articleTitles,
  collectionTitles,
  fileContents,
  gapsOf,
  resourceTitles,
  storyTitles,
  threadTitles,
} from './target-store.ts';

/** Where something of the archive is read in it. */
interface Target {
  title: string;
  path: string;
}

/** The folder that things of a kind lie in, each as a document of its own. */
export const folders = {
  thread: 'threads',
  article: 'articles',
  resource: 'resources',
  collection: 'collections',
  story: 'practice',
} as const;

/** What of each kind is in the archive. */
export const titles = {
  thread: threadTitles,
  article: articleTitles,
  resource: resourceTitles,
  collection: collectionTitles,
  story: storyTitles,
};

const idsOf = (references: readonly Reference[], kind: Kind): string[] => [
  ...new Set(references.flatMap((to) => (to.kind === kind ? [to.id] : []))),
];

/** Of what is referred to, what is in the archive: by `<kind>/<id>`. */
async function targetsOf(
  tx: Transaction,
  leaving: Leaving,
  references: readonly Reference[],
): Promise<Map<string, Target>> {
  const found = new Map<string, Target>();
  for (const kind of ['thread', 'article', 'resource', 'collection', 'story'] as const) {
    const ids = idsOf(references, kind);
    if (ids.length === 0) continue;
    for (const item of await titles[kind](tx, leaving, { ids }))
      found.set(`${kind}/${item.id}`, {
        title: item.title,
        path: documentPath(folders[kind], item),
      });
  }
  const ids = idsOf(references, 'file');
  for (const file of ids.length > 0 ? await fileContents(tx, leaving, ids) : [])
    if (!leaving.lost.has(file.id))
      found.set(`file/${file.id}`, { title: file.name, path: contentPath(file) });
  return found;
}

/** The number that a post has in an archive that leaves out the ones before it with these numbers. */
export function numberWithout(gaps: readonly number[] = [], postNo: number): number | null {
  let before = 0;
  for (const gap of gaps) {
    if (gap === postNo) return null;
    if (gap > postNo) break;
    before += 1;
  }
  return postNo - before;
}

const keyOf = ({ kind, id }: { kind: string; id: string }) => `${kind}/${id}`;

/** What somebody wrote, as an archive holds it. */
export type Keep = (source: string) => string;

/**
 * Looks up what these words lead to and whom they name. In what comes of them, addresses of what is in the
 * archive stand as references, and all others lead where they led.
 */
export async function keeping(
  tx: Transaction,
  leaving: Leaving,
  sources: readonly string[],
): Promise<Keep> {
  const references = sources.flatMap(leaving.addresses).flatMap(({ reference }) => reference ?? []);
  const targets = await targetsOf(tx, leaving, references);
  const threadIds = idsOf(references, 'thread');
  const gaps = await gapsOf(tx, leaving, threadIds);

  const kept = ({ reference, whole, isRelative }: Address): string => {
    const asItWas = isRelative ? `${leaving.origin}${whole}` : whole;
    if (!reference) return asItWas;
    if (reference.kind === 'page') return textOf(reference);
    if (!targets.has(keyOf(reference))) return asItWas;
    const { postNo } = reference;
    const number = postNo === null ? null : numberWithout(gaps.get(reference.id), postNo);
    return textOf({ ...reference, postNo: number });
  };
  return (source) => {
    let from = 0;
    let made = '';
    for (const address of leaving.addresses(source)) {
      made += source.slice(from, address.index) + kept(address);
      from = address.index + address.whole.length;
    }
    return made + source.slice(from);
  };
}

const inBrackets = /(?<!\]\()<(guildhall:[^<>\s]+)>/g;

/** The pages of a community that are documents of an archive. */
const pageDocuments: Record<string, string> = {
  agenda: 'agenda.md',
  'knowledge/glossary': 'glossary.md',
};

/**
 * Looks up what words of the archive lead to. In what comes of them, every reference is a link from a document
 * that lies so many folders deep to another.
 */
export async function reading(
  tx: Transaction,
  leaving: Leaving,
  texts: readonly string[],
  depth = 1,
): Promise<Keep> {
  const targets = await targetsOf(tx, leaving, texts.flatMap(referencesIn));
  return (text) =>
    harmless(
      withBareNames(
        replaceReferences(text.replaceAll(inBrackets, '$1'), (reference, place) => {
          const target: Target =
            reference.kind === 'page'
              ? { title: reference.name, path: pageDocuments[reference.name] ?? 'index.md' }
              : (targets.get(keyOf(reference)) ?? { title: reference.kind, path: 'index.md' });
          const post =
            reference.kind !== 'page' && reference.postNo !== null
              ? `#post-${reference.postNo}`
              : '';
          const link = linkTo(target.path, depth) + post;
          return place === 'target' ? link : `[${plain(target.title)}](${link})`;
        }),
      ),
    );
}
