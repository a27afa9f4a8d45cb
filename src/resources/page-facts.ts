import { Parser } from 'htmlparser2';

/** What a page says of itself to those who would show a link to it. */
export interface PageFacts {
  title: string | null;
  site: string | null;
  /** The address of a picture. */
  picture: string | null;
}

const mostCharacters = 255;
/** Controls, and the signs that turn the reading direction. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function tidy(words: string | undefined): string | null {
  const seen = (words ?? '').replaceAll(/\s+/g, ' ').replaceAll(unseen, '').trim();
  return Array.from(seen).slice(0, mostCharacters).join('') || null;
}

function absolute(address: string | undefined, page: string): string | null {
  return address && URL.canParse(address, page) ? new URL(address, page).href : null;
}

/** Its own title, and the first of each thing that it says in `meta`; both stand before its body. */
function readHead(html: string): Map<string, string> {
  const said = new Map<string, string>();
  let title: string | null = null;
  let isOver = false;
  const note = (name: string | undefined, words: string | undefined) => {
    const key = name?.toLowerCase();
    if (key && words?.trim() && !said.has(key)) said.set(key, words);
  };
  const parser = new Parser({
    onopentag: (tag, { property, name, content }) => {
      isOver ||= tag === 'body';
      if (isOver) return;
      if (tag === 'meta') note(property ?? name, content);
      if (tag === 'title') title = '';
    },
    ontext: (words) => {
      if (title !== null && !isOver) title += words;
    },
    onclosetag: (tag) => {
      if (tag !== 'title' || title === null) return;
      note('title', title);
      title = null;
    },
  });
  parser.write(html);
  parser.end();
  return said;
}

/** @param address where the page was found */
export function factsOf(html: string, address: string): PageFacts {
  const said = readHead(html);
  const picture = said.get('og:image') ?? said.get('twitter:image');
  return {
    title: tidy(said.get('og:title') ?? said.get('title')),
    site: tidy(said.get('og:site_name')),
    picture: absolute(picture?.trim(), address),
  };
}

const charsetIn = /charset\s*=\s*["']?\s*([\w:.-]{1,40})/i;
/** Within so many bytes a page has to say what it is written in. */
const mostBeforeCharset = 1024;

/** The words of a page, by what its head or the page itself says they are written in. */
export function wordsOfPage(body: Buffer, contentType: string): string {
  const beginning = body.subarray(0, mostBeforeCharset).toString('latin1');
  const charset = charsetIn.exec(contentType)?.[1] ?? charsetIn.exec(beginning)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}
