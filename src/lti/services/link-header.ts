export interface Link {
  target: string;
  rels: string[];
}

interface Reader {
  text: string;
  at: number;
}

/**
 * Reads a Link header. What cannot be read ends the list; it never throws.
 *
 * Lenient where Moodle is wrong: its line items come with `&amp;` for `&` and typographic quotes, which a
 * client that takes header bytes for Latin-1 sees as three odd characters.
 *
 * @see [RFC 8288, 3](https://www.rfc-editor.org/rfc/rfc8288#section-3)
 */
export function parseLinks(header: string): Link[] {
  const reader = { text: header, at: 0 };
  const links: Link[] = [];
  while (skip(reader, /[\s,]*/uy) && taken(reader, '<')) {
    const target = upTo(reader, '>');
    if (!taken(reader, '>')) break;
    links.push({ target: target.trim().replaceAll('&amp;', '&'), rels: readRels(reader) });
  }
  return links;
}

/** The target of the first link with this relation, as written, so perhaps relative. */
export function findLink(header: string | undefined, rel: string): string | null {
  return parseLinks(header ?? '').find(({ rels }) => rels.includes(rel))?.target ?? null;
}

/** RFC 8288, 3.3: only the first `rel` of a link counts. */
function readRels(reader: Reader): string[] {
  let rels: string[] | null = null;
  while (skip(reader, /\s*/uy) && taken(reader, ';')) {
    skip(reader, /\s*/uy);
    const name = upTo(reader, '=;,').trim().toLowerCase();
    const value = taken(reader, '=') ? readValue(reader) : '';
    if (name === 'rel') rels ??= relsIn(value);
  }
  return rels ?? [];
}

function readValue(reader: Reader): string {
  skip(reader, /\s*/uy);
  if (!taken(reader, '"')) return upTo(reader, ';,');
  let value = '';
  while (reader.at < reader.text.length && !taken(reader, '"')) {
    taken(reader, '\\');
    value += reader.text.charAt(reader.at);
    reader.at += 1;
  }
  return value;
}

/** Bare words in lower case, without whatever stands around them for quotes. */
function relsIn(value: string): string[] {
  return value
    .toLowerCase()
    .split(/\s+/u)
    .map((rel) => rel.replace(/^[^a-z0-9]+|[^a-z0-9/]+$/gu, ''))
    .filter((rel) => rel !== '');
}

function skip(reader: Reader, pattern: RegExp): true {
  pattern.lastIndex = reader.at;
  reader.at += pattern.exec(reader.text)?.[0].length ?? 0;
  return true;
}

function taken(reader: Reader, character: string): boolean {
  if (reader.text.charAt(reader.at) !== character) return false;
  reader.at += 1;
  return true;
}

function upTo(reader: Reader, stops: string): string {
  const start = reader.at;
  while (reader.at < reader.text.length && !stops.includes(reader.text.charAt(reader.at)))
    reader.at += 1;
  return reader.text.slice(start, reader.at);
}
