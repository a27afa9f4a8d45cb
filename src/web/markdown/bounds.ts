import type { MarkdownIt, StateBlock, StateInline, Token } from 'markdown-it';
import { spend, type Purse } from './purse.ts';

/** What one post may hold; each is far more than people write, and far less than a program would choke on. */
export const mostCharacters = 40_000;
const deepestBlocks = 24;
const deepestInline = 12;
const mostBlocks = 5000;
const mostCells = 1500;
const mostInline = 6000;
const mostLinks = 500;
const mostOfAddresses = 40_000;
/** Looks for the end of what a bracket begins. */
const brackets: Purse = { name: 'brackets', most: 3000 };

const beyond = new WeakSet<object>();

/** Whether what was parsed in this `env` asks for more than a post may. */
export function goesBeyond(env: object): boolean {
  return beyond.has(env);
}

const lineOf = (state: StateBlock, line: number) =>
  state.src.slice(state.bMarks[line], state.eMarks[line]);

/** Columns of the line below a table's head, as many as its bars divide; 0 where it is another line. */
function columnsBelow(state: StateBlock, line: number): number {
  if (line + 1 >= state.lineMax) return 0;
  const marks = lineOf(state, line + 1);
  return /^[\s>|:-]+$/.test(marks) ? marks.split('|').length : 0;
}

/** Every row gets all the columns of the head, however short it is. */
function isGiantTable(state: StateBlock, from: number, to: number): boolean {
  const columns = columnsBelow(state, from);
  if (columns < 2) return false;
  let rows = 1;
  while (from + rows < to && !state.isEmpty(from + rows)) rows += 1;
  return rows * columns > mostCells;
}

/** Ends the parsing there and then: nothing of it will be shown. */
function stopBeyond(state: StateBlock, from: number, to: number): boolean {
  const isBeyond =
    state.level >= deepestBlocks ||
    state.tokens.length > mostBlocks ||
    isGiantTable(state, from, to);
  if (!isBeyond) return false;
  beyond.add(state.env);
  state.line = to;
  return true;
}

function stopAtBrackets({ src, pos, posMax, env }: StateInline): number | null {
  const begins = src[pos] === '[' || (src[pos] === '!' && src[pos + 1] === '[');
  if (!begins || (!goesBeyond(env) && spend(env, brackets, 1))) return null;
  beyond.add(env);
  return posMax;
}

interface Count {
  inline: number;
  links: number;
  addresses: number;
}

const addressOf = (token: Token) => String(token.attrGet('href') ?? token.attrGet('src') ?? '');

/** @returns whether marks stand inside one another too deep */
function countInline(tokens: readonly Token[], count: Count): boolean {
  count.inline += tokens.length;
  let depth = 0;
  let isDeep = false;
  for (const token of tokens) {
    depth += token.nesting;
    isDeep ||= depth > deepestInline;
    if (token.type !== 'link_open' && token.type !== 'image') continue;
    count.links += 1;
    count.addresses += addressOf(token).length;
    if (token.children) isDeep = countInline(token.children, count) || isDeep;
  }
  return isDeep;
}

function isTooMuch(tokens: readonly Token[]): boolean {
  const count: Count = { inline: 0, links: 0, addresses: 0 };
  const isDeep = tokens.some(({ children }) => children && countInline(children, count));
  if (isDeep) return true;
  return count.inline > mostInline || count.links > mostLinks || count.addresses > mostOfAddresses;
}

/**
 * Bounds what a source can ask for. A hundred lines can be written that stand for a hundred million: quotes in
 * quotes, tables of nothing, one long address named again and again.
 */
export function useBounds(parser: MarkdownIt): void {
  parser.block.ruler.before('table', 'bounds', stopBeyond);
  parser.inline.ruler.before('link', 'bounds', (state) => {
    const end = stopAtBrackets(state);
    if (end !== null) state.pos = end;
    return end !== null;
  });
  parser.core.ruler.after('block', 'bounds_of_blocks', (state) => {
    if (goesBeyond(state.env)) state.tokens = [];
  });
  parser.core.ruler.push('bounds', ({ tokens, env }) => {
    if (isTooMuch(tokens)) beyond.add(env);
  });
}
