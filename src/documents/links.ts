import { posix } from 'node:path';
import { outsideCode } from './code.ts';

/** A link or a picture: what it says, where it leads, and its title. */
const inline =
  /(!?)\[((?:\\.|[^\]\\])*)\]\([ \t]*(?:<([^>\n]*)>|([^()\s]+(?:\([^()\s]*\)[^()\s]*)*))((?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'))?)[ \t]*\)/g;
const definition = /^([ \t]{0,3}\[[^\]\n]+\]:[ \t]+)(\S+)/gm;

/** Where a link leads among what was brought, or null where it leads elsewhere. */
function pathFrom(document: string, target: string): { path: string; rest: string } | null {
  if (/^(?:[a-z][a-z0-9+.-]*:|[/#?])/i.test(target)) return null;
  const [, raw = '', rest = ''] = /^([^?#]*)(.*)$/.exec(target) ?? [];
  const decoded = /%(?![0-9a-f]{2})/i.test(raw) ? raw : decodeLoosely(raw);
  return { path: posix.normalize(posix.join(posix.dirname(document), decoded)), rest };
}

/** As an address is read; what is no UTF-8 stays as it is. */
function decodeLoosely(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

/** The paths that a document leads to among what was brought, each once. */
export function pathsIn(document: string, body: string): string[] {
  const paths = new Set<string>();
  withLinks(document, body, (path) => {
    paths.add(path);
    return null;
  });
  return [...paths];
}

/**
 * Has a document lead to where things are now.
 *
 * @param addressOf the new address of what lay at a path; null where nothing of it comes, and then only words are left
 */
export function withLinks(
  document: string,
  body: string,
  addressOf: (path: string) => string | null,
): string {
  const moved = (target: string): string | null => {
    const place = pathFrom(document, target);
    if (!place) return target;
    const address = addressOf(place.path);
    const anchor = address?.startsWith('/files/') ? '' : place.rest;
    return address === null ? null : `${address}${anchor}`;
  };
  return outsideCode(body, (words) =>
    words
      .replaceAll(
        inline,
        (_, mark: string, label: string, angled: string, plain: string, title) => {
          const target = moved(angled ?? plain);
          return target === null ? label : `${mark}[${label}](${target}${title})`;
        },
      )
      .replaceAll(definition, (_, name: string, target: string) => name + (moved(target) ?? '#')),
  );
}
