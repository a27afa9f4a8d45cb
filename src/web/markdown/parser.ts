import MarkdownIt, { type MarkdownIt as Parser } from 'markdown-it';
import { full as emoji } from 'markdown-it-emoji';
import { useBounds } from './bounds.ts';
import { useCallouts } from './callouts.ts';
import { useCode } from './code.ts';
import { useHeadings } from './headings.ts';
import { useMaths } from './maths.ts';
import { useMentions } from './mentions.ts';
import { useTasks } from './tasks.ts';

/** Markdown as people write it here: CommonMark, tables, strikethrough, maths, code in colours, tasks, call-outs, emoji. */
export function createParser(): Parser {
  const parser = new MarkdownIt({ html: false, linkify: true, breaks: true });
  // A bare word that ends like a domain ("index.ts") is rarely meant as a link.
  parser.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  // A table wider than the page scrolls in a box of its own: the page must not, and the keyboard must reach it.
  parser.renderer.rules['table_open'] = () => '<div tabindex="0"><table>';
  parser.renderer.rules['table_close'] = () => '</table></div>';
  // Two signs beside each other are words to most people: only names become pictures.
  parser.use(emoji, { shortcuts: {} });
  parser.use(useMaths);
  parser.use(useCode);
  parser.use(useMentions);
  parser.use(useTasks);
  parser.use(useCallouts);
  parser.use(useHeadings);
  // Last, since it counts what the others made.
  parser.use(useBounds);
  return parser;
}
