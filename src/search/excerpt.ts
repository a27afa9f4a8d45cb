import { fold } from '../communities/index.ts';

/** A piece of a text; marked where it is what somebody looked for. */
export interface Piece {
  text: string;
  isMarked: boolean;
}

const sign = '[\\u3040-\\u30ff\\u3400-\\u9fff]';
const wordOrSign = new RegExp(`${sign}|[[\\p{L}\\p{M}\\p{N}]--${sign}]+`, 'gv');
const shortestStem = 3;
const longestEnding = 6;
const around = 90;
const longest = 260;

/** Whether a word is this one, or another form of what has this stem. */
function comesOf(stem: string, word: string): boolean {
  if (word === stem) return true;
  if (stem.length < shortestStem || word.length > stem.length + longestEnding) return false;
  // "Studies" and "study" have the stem "studi".
  return word.startsWith(stem) || (stem.endsWith('i') && word === `${stem.slice(0, -1)}y`);
}

/** Tells whether a word of a text is one that is looked for, or another form of it. */
export type IsWanted = (word: string) => boolean;

/** What is wanted, by stems and folded words. It remembers: most words are said many times, in one text and the next. */
export function wantedAmong(wanted: readonly string[]): IsWanted {
  const known = new Map<string, boolean>();
  return (word) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const folded = fold(word);
    const isWanted = wanted.some((stem) => comesOf(stem, folded));
    known.set(word, isWanted);
    return isWanted;
  };
}

/** With what the other forms of words begin that have these stems. */
export const beginningsOf = (stems: readonly string[]): string[] =>
  stems.flatMap((stem) => (stem.endsWith('i') ? [stem, `${stem.slice(0, -1)}y`] : [stem]));

/** Which of these a text does not say. */
export function unsaidIn(text: string, wanted: readonly string[]): string[] {
  const words = [...new Set(text.match(wordOrSign))].map(fold);
  return wanted.filter((stem) => !words.some((word) => comesOf(stem, word)));
}

interface Hit {
  start: number;
  end: number;
}

function hitsIn(text: string, isWanted: IsWanted): Hit[] {
  return [...text.matchAll(wordOrSign)]
    .filter(([word]) => isWanted(word))
    .map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
}

function piecesOf(text: string, hits: readonly Hit[], { start, end }: Hit): Piece[] {
  const pieces: Piece[] = [];
  const add = (piece: string, isMarked: boolean) => {
    if (piece) pieces.push({ text: piece, isMarked });
  };
  let at = start;
  for (const hit of hits.filter((each) => each.start >= start && each.end <= end)) {
    add(text.slice(at, hit.start), false);
    add(text.slice(hit.start, hit.end), true);
    at = hit.end;
  }
  add(text.slice(at, end), false);
  return pieces;
}

/** The whole of a text, with what is looked for marked. */
export function marked(text: string, isWanted: IsWanted): Piece[] {
  return piecesOf(text, hitsIn(text, isWanted), { start: 0, end: text.length });
}

/** Where most of what is looked for stands together. */
function fullest(hits: readonly Hit[]): number {
  const counts = hits.map(
    ({ start }) =>
      hits.filter((hit) => hit.start >= start && hit.end <= start + longest - around).length,
  );
  return hits[counts.indexOf(Math.max(...counts))]?.start ?? 0;
}

const mostHitsLookedAt = 200;

/** The part of a text that says most of what is looked for, cut between words. */
export function excerptOf(text: string, isWanted: IsWanted): Piece[] {
  const hits = hitsIn(text, isWanted).slice(0, mostHitsLookedAt);
  const from = Math.max(0, fullest(hits) - around);
  const start = from === 0 ? 0 : text.indexOf(' ', from) + 1 || from;
  const beyond = start + longest;
  const lastGap = text.lastIndexOf(' ', beyond);
  const cut = lastGap > start ? lastGap : beyond;
  const end = beyond >= text.length ? text.length : cut;
  const pieces = piecesOf(text, hits, { start, end });
  if (start > 0) pieces.unshift({ text: '… ', isMarked: false });
  if (end < text.length) pieces.push({ text: ' …', isMarked: false });
  return pieces;
}
