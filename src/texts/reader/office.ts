import { Parser } from 'htmlparser2';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { Unreadable } from '../problem.ts';
import type { Said } from './said.ts';

/** Where a kind of file keeps its words. All are ZIPs of XML or HTML; tags are named without what stands before the colon. */
export interface OfficeKind {
  parts: RegExp;
  /** The tags that hold words; null where everything between tags is one. */
  words: ReadonlySet<string> | null;
  /** Behind these another word begins. */
  gaps: ReadonlySet<string>;
  /** What is in these is said elsewhere as well, or to its writers alone. */
  besides: ReadonlySet<string>;
  /** A file with such a part is read by those alone who bought it. */
  keys?: RegExp;
  isHtml?: boolean;
}

const tags = (names: string) => new Set(names.split(' '));

export const wordProcessing: OfficeKind = {
  parts: /^word\/(?:document|footnotes|endnotes)\.xml$/,
  words: tags('t'),
  gaps: tags('p tab br'),
  besides: tags('Fallback'),
};
export const slides: OfficeKind = {
  parts: /^ppt\/(?:slides\/slide|notesSlides\/notesSlide)\d+\.xml$/,
  words: tags('t'),
  gaps: tags('p br'),
  besides: tags('Fallback'),
};
export const sheets: OfficeKind = {
  parts: /^xl\/(?:sharedStrings|worksheets\/sheet\d+)\.xml$/,
  words: tags('t'),
  gaps: tags('si is'),
  besides: tags('rPh'),
};
export const openDocument: OfficeKind = {
  parts: /^(?:content|META-INF\/manifest)\.xml$/,
  words: null,
  gaps: tags('p h tab s line-break'),
  besides: tags('annotation tracked-changes binary-data'),
};
export const books: OfficeKind = {
  parts: /\.x?html?$/i,
  words: null,
  gaps: tags('p h1 h2 h3 h4 h5 h6 li dt dd td th br div figcaption title'),
  besides: tags('head script style rt'),
  keys: /^META-INF\/(?:rights\.xml|sinf\.xml|license\.lcpl)$/,
  isHtml: true,
};

/** In the list of what an OpenDocument file holds: a password opens it. */
const lock = 'encryption-data';

const mostEntries = 20_000;
const mostBytes = 200_000_000;

const bareName = (name: string) => name.slice(name.indexOf(':') + 1);

function parserInto(said: Said, { words, gaps, besides, isHtml }: OfficeKind): Parser {
  let inside = 0;
  let passing = 0;
  return new Parser(
    {
      onopentagname: (name) => {
        const tag = bareName(name);
        if (tag === lock) throw new Unreadable('locked');
        if (besides.has(tag)) passing += 1;
        if (words?.has(tag)) inside += 1;
      },
      ontext: (text) => {
        if (passing === 0 && (words === null || inside > 0)) said.add(text);
      },
      onclosetag: (name) => {
        const tag = bareName(name);
        if (besides.has(tag)) passing -= 1;
        if (words?.has(tag)) inside -= 1;
        if (gaps.has(tag)) said.add('\n');
      },
    },
    // Books name letters as HTML does, and close tags as XML does.
    isHtml ? { recognizeSelfClosing: true } : { xmlMode: true },
  );
}

const inOrder = new Intl.Collator('en', { numeric: true });

async function partsOf(zip: ZipFile, { parts, keys }: OfficeKind): Promise<Entry[]> {
  if (zip.entryCount > mostEntries) throw new Unreadable('large');
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    if (keys?.test(entry.fileName)) throw new Unreadable('locked');
    if (parts.test(entry.fileName)) entries.push(entry);
  }
  if (entries.some((entry) => entry.isEncrypted())) throw new Unreadable('locked');
  return entries.toSorted((one, other) => inOrder.compare(one.fileName, other.fileName));
}

/**
 * Reads the parts of an office file that hold words, as far as they are kept.
 *
 * @throws Unreadable
 */
export async function readOffice(kind: OfficeKind, path: string, said: Said): Promise<void> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  let bytes = 0;
  for (const entry of await partsOf(zip, kind)) {
    const parser = parserInto(said, kind);
    const decoder = new TextDecoder();
    const content: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
    for await (const piece of content) {
      bytes += piece.length;
      if (bytes > mostBytes) throw new Unreadable('large');
      parser.write(decoder.decode(piece, { stream: true }));
      if (said.isFull) return;
    }
    parser.end();
    said.add('\n');
  }
}
