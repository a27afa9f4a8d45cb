import sanitize from 'sanitize-html';
import { allowed } from './allowed.ts';
import { goesBeyond, mostCharacters } from './bounds.ts';
import { personsIn } from './mentions.ts';
import { createParser } from './parser.ts';

/** Goes up whenever the same source would render differently; older rows are then rendered anew. */
export const rendererVersion = 6;

const parser = createParser();

/** Text, to stand in HTML or in an attribute of it. */
export const { escapeHtml } = parser.utils;

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
  const html = sanitize(parser.renderer.render(tokens, parser.options, env), allowed);
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
