import { communityPaths } from '../communities/index.ts';
import { discussionPaths } from '../discussions/index.ts';
import { filePaths } from '../files/index.ts';
import { idPattern } from './id.ts';

/** What something written may lead to, and the part of an address that says so. */
const segments = {
  thread: 'threads',
  article: 'knowledge',
  resource: 'library',
  collection: 'collections',
  story: 'practice',
} as const;

export type Kind = keyof typeof segments | 'file';

/** Pages of a community that every community has. */
const pages =
  'home|threads|knowledge/glossary|knowledge|library|collections|practice|agenda|charter|people|roles';

/** What an address within a community leads to, wherever the community is. */
export type Reference =
  | { kind: Kind; id: string; postNo: number | null }
  | { kind: 'page'; name: string };

/** How it stands in an archive. */
export function textOf(reference: Reference): string {
  if (reference.kind === 'page') return `guildhall:page/${reference.name}`;
  const { kind, id, postNo } = reference;
  return `guildhall:${kind}/${id}${postNo === null ? '' : `/${postNo}`}`;
}

const everyKind = ['thread', 'article', 'resource', 'collection', 'story', 'file'] as const;
const written = new RegExp(
  `guildhall:(?:page/(?<page>${pages})|(?<kind>${everyKind.join('|')})/(?<id>${idPattern})(?:/(?<no>[1-9]\\d{0,8}))?)(?![\\w/-])`,
  'g',
);

const kindCalled = (name: string): Kind | undefined => everyKind.find((kind) => kind === name);

/** What was found of a pattern, by the names of its parts. */
type Groups = Record<string, string | undefined>;

function referenceIn(groups: Groups = {}): Reference | null {
  const { page, kind: named = '', id = '', no } = groups;
  if (page !== undefined) return { kind: 'page', name: page };
  const kind = kindCalled(named);
  return kind ? { kind, id, postNo: no === undefined ? null : Number(no) } : null;
}

/** What the words of an archive lead to. */
export function referencesIn(text: string): Reference[] {
  return [...text.matchAll(written)].flatMap(({ groups }) => referenceIn(groups) ?? []);
}

/** How a reference stands in the words around it: as the target of a link, in angle brackets, or bare. */
export type Place = 'target' | 'bare';

/** The same words with something else in the place of each reference. */
export function replaceReferences(
  text: string,
  replace: (reference: Reference, place: Place) => string,
): string {
  if (!text.includes('guildhall:')) return text;
  let from = 0;
  let made = '';
  for (const { 0: whole, index, groups } of text.matchAll(written)) {
    made += text.slice(from, index);
    const reference = referenceIn(groups);
    made += reference ? replace(reference, placeAfter(made)) : whole;
    from = index + whole.length;
  }
  return made + text.slice(from);
}

/** What stands in a link's round brackets, or defines where one leads, is an address alone. */
function placeAfter(before: string): Place {
  return /(\]\(<?|\]: *<?)$/.test(before) ? 'target' : 'bare';
}

/** An address of ours in what somebody wrote. */
export interface Address {
  whole: string;
  index: number;
  /** Null where it leads to what no archive holds. */
  reference: Reference | null;
  isRelative: boolean;
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Finds the addresses of a community in what its members wrote. */
export function addressesOf({
  origin,
  communityId,
}: {
  origin: string;
  communityId: string;
}): (text: string) => Address[] {
  const within = Object.entries(segments)
    .map(([kind, segment]) => `${segment}/(?<${kind}>${idPattern})`)
    .join('|');
  const address = new RegExp(
    `(?<![\\w/.:-])(?<origin>${escaped(origin)})?(?:` +
      `/communities/${communityId}(?:/(?:${within}|(?<page>${pages})))?` +
      `|/threads/(?<lasting>${idPattern})|/articles/(?<written>${idPattern})|/files/(?<file>${idPattern}))` +
      `(?<rest>[?#/][^\\s()<>"]*)?(?![\\w-])`,
    'g',
  );
  return (text) =>
    text.includes('/communities/') ||
    text.includes('/threads/') ||
    text.includes('/articles/') ||
    text.includes('/files/')
      ? [...text.matchAll(address)].map(addressIn)
      : [];
}

/** What such an address leads to, of which this stands behind the part that names it. */
function referenceAt(groups: Groups, rest: string): Reference | null {
  // A page that only some of those have: how one changes it, say.
  if (rest.startsWith('/')) return null;
  const { lasting, written: article, page = 'home' } = groups;
  const kind = lasting ? 'thread' : article ? 'article' : everyKind.find((each) => groups[each]);
  const id = lasting ?? article ?? (kind && groups[kind]);
  if (!kind || !id)
    return rest === '' || rest.startsWith('#') ? { kind: 'page', name: page } : null;
  const no = kind === 'thread' ? /#post-([1-9]\d{0,8})$/.exec(rest)?.[1] : undefined;
  return { kind, id, postNo: no === undefined ? null : Number(no) };
}

function addressIn({ 0: found, index, groups = {} }: RegExpExecArray): Address {
  const { origin, rest = '' } = groups;
  // Of a sentence that ends here.
  const ending = /[.,;:!?]+$/.exec(rest)?.[0].length ?? 0;
  return {
    whole: found.slice(0, found.length - ending),
    index,
    reference: referenceAt(groups, rest.slice(0, rest.length - ending)),
    isRelative: origin === undefined,
  };
}

/** Where it is in a community whose things have these ids. */
export function addressOf(
  reference: Reference,
  { communityId, idOf }: { communityId: string; idOf: (id: string) => string },
): string {
  const home = communityPaths.home(communityId);
  if (reference.kind === 'page')
    return reference.name === 'home' ? home : `${home}/${reference.name}`;
  const id = idOf(reference.id);
  if (reference.kind === 'file') return filePaths.file(id);
  if (reference.kind === 'thread' && reference.postNo !== null)
    return discussionPaths.post(communityId, id, reference.postNo);
  return `${home}/${segments[reference.kind]}/${id}`;
}
