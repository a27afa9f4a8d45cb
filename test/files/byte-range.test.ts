import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { rangeIn } from '../../src/files/byte-range.ts';

const size = 1000;

describe('a Range header', () => {
  it.each([
    ['bytes=0-0', { first: 0, last: 0 }],
    ['bytes=0-', { first: 0, last: 999 }],
    ['bytes=999-', { first: 999, last: 999 }],
    ['bytes=0-999', { first: 0, last: 999 }],
    ['bytes=0-1000', { first: 0, last: 999 }],
    ['bytes=990-99999999999999999999', { first: 990, last: 999 }],
    ['bytes=-1', { first: 999, last: 999 }],
    ['bytes=-1000', { first: 0, last: 999 }],
    ['bytes=-1001', { first: 0, last: 999 }],
    ['Bytes= 5-6 ', { first: 5, last: 6 }],
  ])('asks for a part: %s', (header, part) => {
    expect(rangeIn(header, size)).toEqual(part);
  });

  it.each(['bytes=1000-', 'bytes=1000-1001', 'bytes=-0', 'bytes=99999999999999999999-'])(
    'asks for what is behind the end: %s',
    (header) => {
      expect(rangeIn(header, size)).toBe('unsatisfiable');
    },
  );

  it.each([
    undefined,
    '',
    'bytes=-',
    'bytes=5-4',
    'bytes=0-1,5-6',
    'bytes=a-b',
    'bytes=0x1-2',
    'bytes=1.5-2',
    'bytes=--1',
    'lines=0-1',
    'bytes 0-1',
  ])('is passed over where nothing can be made of it: %s', (header) => {
    expect(rangeIn(header, size)).toBeNull();
  });

  it('never names a byte outside of the content, whatever it says', () => {
    const number = fc.oneof(fc.constant(''), fc.nat(3000).map(String));
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 1500 }), (from, to, length) => {
        const part = rangeIn(`bytes=${from}-${to}`, length);
        if (part === null || part === 'unsatisfiable') return;
        expect(part.first).toBeGreaterThanOrEqual(0);
        expect(part.first).toBeLessThanOrEqual(part.last);
        expect(part.last).toBeLessThan(length);
      }),
    );
  });
});
