import katex, { type KatexOptions } from 'katex';
import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import { spend, type Purse } from './purse.ts';

/** One formula, and all of a post. */
const mostCharacters = 1000;
const purse: Purse = { name: 'maths', most: 6000 };
/** Characters that beginning on a formula costs as much as. */
const outset = 8;

/** Longer ones might be wider than a narrow page, and scroll in a line of their own. */
const wide = 40;

const options: KatexOptions = {
  // Alone: what browsers draw themselves, and screen readers speak.
  output: 'mathml',
  throwOnError: true,
  trust: false,
  strict: 'ignore',
  maxSize: 20,
  maxExpand: 300,
};

/** With names of one's own a line can ask for gigabytes; and some commands write to the program's own console. */
const beyondFormulas =
  /\\(?:[egx]?def|let|futurelet|global|long|(?:re)?newcommand|providecommand|tag|href|url|includegraphics|html(?:Class|Id|Style|Data)|show|message|errmessage|typeout)(?![a-zA-Z])/;

/** @returns MathML, or null for what is no formula */
function render(formula: string, displayMode: boolean): string | null {
  if (formula.length > mostCharacters || beyondFormulas.test(formula)) return null;
  try {
    return katex.renderToString(formula, { ...options, displayMode });
  } catch {
    // Whatever the converter did not understand; the page shows it as it was written.
    return null;
  }
}

const isDigit = (character = '') => /\d/.test(character);
const isBlank = (character = '') => character.trim() === '';

/** Where `$…$` ends, by Pandoc's rule: money is no formula, nor is what has a blank inside its dollars. */
function endOfFormula(src: string, start: number): number {
  const limit = Math.min(src.length, start + mostCharacters);
  for (let at = start + 1; at < limit; at += 1) {
    if (src[at] === '\\') at += 1;
    else if (src[at] === '$') return isBlank(src[at - 1]) || isDigit(src[at + 1]) ? -1 : at;
  }
  return -1;
}

function inLine(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== '$') return false;
  const isDisplayed = src[pos + 1] === '$';
  const start = isDisplayed ? pos + 2 : pos + 1;
  if (start >= state.posMax || (!isDisplayed && isBlank(src[start]))) return false;
  const end = isDisplayed ? src.indexOf('$$', start) : endOfFormula(src, start);
  if (end <= start || end > start + mostCharacters || end >= state.posMax) return false;
  if (!silent) {
    const token = state.push('maths', 'math', 0);
    token.content = src.slice(start, end);
    token.markup = isDisplayed ? '$$' : '$';
  }
  state.pos = isDisplayed ? end + 2 : end + 1;
  return true;
}

const lineOf = (state: StateBlock, line: number) =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trim();

/** Lines between two that are `$$` alone. */
function onItsOwn(state: StateBlock, from: number, to: number, silent: boolean): boolean {
  if (lineOf(state, from) !== '$$') return false;
  let end = from + 1;
  while (end < to && lineOf(state, end) !== '$$') end += 1;
  if (end >= to) return false;
  if (silent) return true;
  const token = state.push('maths_block', 'math', 0);
  token.block = true;
  token.content = state.getLines(from + 1, end, state.blkIndent, false).trim();
  token.markup = '$$';
  state.line = end + 1;
  return true;
}

/** Formulas as MathML, which browsers draw and screen readers speak; what is none stays as it was written. */
export function useMaths(parser: MarkdownIt): void {
  const { escapeHtml } = parser.utils;
  parser.inline.ruler.after('escape', 'maths', inLine);
  parser.block.ruler.after('fence', 'maths_block', onItsOwn, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });

  const html = (formula: string, markup: string, env: object): string | null => {
    if (!spend(env, purse, outset + formula.length)) return null;
    return render(formula, markup === '$$');
  };

  parser.renderer.rules['maths'] = (tokens, index, _options, env = {}) => {
    const { content = '', markup = '' } = tokens[index] ?? {};
    const maths = html(content, markup, env);
    if (maths === null) return `<code>${escapeHtml(markup + content + markup)}</code>`;
    const isWide = markup === '$$' || content.length > wide;
    return isWide ? `<span class="wide" tabindex="0">${maths}</span>` : maths;
  };

  parser.renderer.rules['maths_block'] = (tokens, index, _options, env = {}) => {
    const { content = '', markup = '' } = tokens[index] ?? {};
    const maths = html(content, markup, env);
    if (maths === null) return `<pre><code>${escapeHtml(content)}</code></pre>\n`;
    return `<div tabindex="0">${maths}</div>\n`;
  };
}
