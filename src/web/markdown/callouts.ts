import type { MarkdownIt, Token } from 'markdown-it';

const kinds = ['note', 'tip', 'important', 'warning', 'caution'] as const;

/** A first line of a quote such as `[!NOTE]`. */
const mark = new RegExp(`^\\[!(${kinds.join('|')})\\][ \\t]*(?:\\n|$)`, 'i');

/** The classes that a call-out has. */
export const calloutClasses = ['callout', ...kinds];

/** Takes the mark away, and with it its paragraph where nothing else stands there. @returns whether anything is left of the quote */
function takeMark(tokens: Token[], index: number, words: Token, marked: string): boolean {
  const rest = words.content.slice(marked.length);
  if (rest !== '') {
    words.content = rest;
    return true;
  }
  if (tokens[index + 4]?.type === 'blockquote_close') return false;
  tokens.splice(index + 1, 3);
  return true;
}

/**
 * A quote whose first line is `[!NOTE]` or the like is a call-out. What kind it is stands in its class; the words
 * for that are said in the language of whoever reads it, see `withCalloutWords`.
 */
export function useCallouts(parser: MarkdownIt): void {
  parser.core.ruler.after('block', 'callouts', ({ tokens }) => {
    for (const [index, quote] of tokens.entries()) {
      const words = tokens[index + 2];
      if (quote.type !== 'blockquote_open' || words?.type !== 'inline') continue;
      if (tokens[index + 1]?.type !== 'paragraph_open') continue;
      const [marked, kind] = mark.exec(words.content) ?? [];
      if (marked === undefined || kind === undefined) continue;
      if (takeMark(tokens, index, words, marked))
        quote.attrJoin('class', `callout ${kind.toLowerCase()}`);
    }
  });
}
