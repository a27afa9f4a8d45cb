import { describe, expect, it } from 'vitest';
import { excerptOf, marked, wantedAmong } from '../../src/search/excerpt.ts';
import { readQuery, saysNothing, type Operator } from '../../src/search/query.ts';
import { editsBetween, slipsOf } from '../../src/search/spelling.ts';

const named = new Map<string, Operator>([
  ['kind', 'kind'],
  ['by', 'by'],
  ['von', 'by'],
  ['in', 'in'],
  ['topic', 'topic'],
]);
const read = (typed: string) => {
  const query = Object.entries(readQuery(typed, named));
  return Object.fromEntries(query.filter(([, parts]) => parts.length > 0));
};

describe('what is typed into the search', () => {
  it('is words, phrases, what is unwanted, and operators in either language', () => {
    expect(read('how to "mark drafts" -exam')).toEqual({
      words: ['how', 'to'],
      phrases: ['mark drafts'],
      without: ['exam'],
    });
    expect(read('by:"Ana Müller" Von:ben IN:Tutors')).toEqual({
      by: ['ana muller', 'ben'],
      in: ['tutors'],
    });
    expect(read('„zwei Wörter“ -«une phrase»')).toEqual({
      phrases: ['zwei Wörter'],
      without: ['une phrase'],
    });
  });

  it('is words where it is nothing else', () => {
    expect(read('https://a.b/c word:other by: -')).toEqual({
      words: ['https //a.b/c', 'word other', 'by:'],
    });
    expect(read('"never closed')).toEqual({ phrases: ['never closed'] });
    expect(saysNothing(readQuery(' -- "" !? ', named))).toBe(true);
    expect(saysNothing(readQuery('-exam', named))).toBe(true);
  });
});

describe('a slip', () => {
  it('is a letter too many, too few, another, or two swapped', () => {
    const edits = [
      ['draft', 'draft', 0],
      ['draft', 'drat', 1],
      ['draft', 'draaft', 1],
      ['draft', 'craft', 1],
      ['draft', 'darft', 1],
      ['', 'abc', 3],
      ['kitten', 'sitting', 3],
    ] as const;
    for (const [one, other, count] of edits)
      expect([one, other, editsBetween(one, other)]).toEqual([one, other, count]);
  });

  it('is mended by the nearest word; a short word takes one edit, a longer one two', () => {
    expect(slipsOf('asessmnt', ['assent', 'assessment', 'asessmnt'])).toEqual(['assessment']);
    expect(slipsOf('drat', ['draft', 'treat', 'dart'])).toEqual(['draft', 'dart']);
  });
});

describe('an excerpt', () => {
  const textOf = (pieces: readonly { text: string }[]) => pieces.map(({ text }) => text).join('');

  it('marks the words that are looked for in any form, with their accents', () => {
    const pieces = marked(
      'Les Réunions d’équipe: we study 经验',
      wantedAmong(['reunion', 'studi', '经']),
    );
    expect(pieces.filter(({ isMarked }) => isMarked).map(({ text }) => text)).toEqual([
      'Réunions',
      'study',
      '经',
    ]);
    expect(textOf(pieces)).toBe('Les Réunions d’équipe: we study 经验');
  });

  it('is the part that says most of it, and the beginning where nothing does', () => {
    const long = `${'first words '.repeat(60)}a rubric of drafts ${'last words '.repeat(60)}`;
    expect(textOf(excerptOf(long, wantedAmong(['rubric', 'draft'])))).toMatch(
      /^… .*a rubric of drafts.* …$/,
    );
    expect(textOf(excerptOf(long, wantedAmong(['zebra'])))).toMatch(/^first words .* …$/);
    expect(textOf(excerptOf('short', wantedAmong([])))).toBe('short');
    expect(textOf(excerptOf('x'.repeat(900), wantedAmong([]))).length).toBeLessThan(300);
  });
});
