import { describe, expect, it } from 'vitest';
import { array, assert, constantFrom, property } from 'fast-check';
import { findLink, parseLinks } from '../../../src/lti/services/link-header.ts';

describe('a Link header', () => {
  it('names the targets of its relations', () => {
    const header = '<https://a.example/?x=1,2;3>; rel="next", </b>; rel=differences';
    expect(findLink(header, 'next')).toBe('https://a.example/?x=1,2;3');
    expect(findLink(header, 'differences')).toBe('/b');
    expect(findLink(header, 'prev')).toBeNull();
    expect(findLink(undefined, 'next')).toBeNull();
  });

  it('is read as Moodle writes it, however its bytes were taken', () => {
    const header =
      '<https://m.example/?a=1&amp;b=2>; rel=“first”, <https://m.example/?c=3>; rel=“next”';
    const asLatin1 = Buffer.from(header, 'utf8').toString('latin1');
    for (const written of [header, asLatin1]) {
      expect(findLink(written, 'first')).toBe('https://m.example/?a=1&b=2');
      expect(findLink(written, 'next')).toBe('https://m.example/?c=3');
    }
  });

  it('may hold several relations in a link, in any case, beside other parameters', () => {
    const header =
      '<x> ; title="a, \\"<b>\\"; rel=next" ;REL = "Last NEXT"; rel="first" ; crossorigin';
    expect(parseLinks(header)).toEqual([{ target: 'x', rels: ['last', 'next'] }]);
  });

  it('does not take a word within another for a relation', () => {
    expect(findLink('<x>; rel="nextish https://a.example/next"', 'next')).toBeNull();
  });

  it('is read up to where it breaks off', () => {
    expect(parseLinks('<a>; rel=next, <b')).toEqual([{ target: 'a', rels: ['next'] }]);
    expect(parseLinks('<a>; rel="next')).toEqual([{ target: 'a', rels: ['next'] }]);
    expect(parseLinks('nothing of the kind')).toEqual([]);
  });

  it('is never more than can be read', () => {
    const piece = constantFrom('<', '>', ';', ',', '"', '\\', '=', ' ', 'rel', 'next', '“', 'x');
    const header = array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
    assert(
      property(header, (text) => {
        expect(parseLinks(text).length).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
