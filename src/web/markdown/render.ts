import sanitize from 'sanitize-html';
import { allowedIn } from './allowed.ts';
import { goesBeyond, mostCharacters } from './bounds.ts';
import { personsIn } from './mentions.ts';
import { createParser } from './parser.ts';

/** Goes up whenever the same source would render differently; older rows are then rendered anew. */
export const rendererVersion = 6;

const parser = createParser();

/** Text, to stand in HTML or in an attribute of it. */
export const { escapeHtml } = parser.utils;

/** Paragraphs of words alone, in which there is nothing that could be taken out. */
const wordsAlone = /^(?:<p>[^<>&]*<\/p>\n)*$/;

/**
 * The same without what may not stand in it. The package makes a class for every text that it looks at, and what hangs
 * on a class grows old: words alone are most of what is written, and not looked at.
 */
function harmless(html: string): string {
  return wordsAlone.test(html) ? html : sanitize(html, allowedIn(html));
}

/** The source as it was written, every character of it. */
function asWritten(source: string): string {
  return `<p class="plain">${parser.utils.escapeHtml(source)}</p>`;
}

/**
 * Renders what a person wrote. Whatever the source, the HTML is safe to show as it is, and making it costs a
 * fraction of a second: a source that asks for more than any post needs is shown as it was written.
 */
export function renderMarkdown(source: string): string {
  if (source.length > mostCharacters) return asWritten(source);
  const env = {};
  const tokens = parser.parse(source, env);
  if (goesBeyond(env)) return asWritten(source);
  const html = harmless(parser.renderer.render(tokens, parser.options, env));
  // Notes to links that nothing links to would be no post at all.
  return html.trim() === '' && source.trim() !== '' ? asWritten(source) : html;
}

/** Whom something written names, in the order it does, each once; what stands in code names nobody. */
export function personsNamedIn(source: string): string[] {
  if (source.length > mostCharacters || !source.includes('](person:')) return [];
  const env = {};
  const tokens = parser.parse(source, env);
  return goesBeyond(env) ? [] : personsIn(tokens);
}
