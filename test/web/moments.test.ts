import { describe, expect, it } from 'vitest';
import { momentWords } from '../../src/web/moments.ts';

/** A moment as read in English there; some engines put a narrow space before AM. */
const words = (moment: string, timeZone: string) =>
  momentWords(new Date(moment), 'en', timeZone).replaceAll(/\s/g, ' ');

describe('a moment in words', () => {
  it('goes from 1:59 to 3:00 where summer time begins', () => {
    expect(words('2026-03-29T00:59:00Z', 'Europe/Berlin')).toBe('Mar 29, 2026, 1:59 AM GMT+1');
    expect(words('2026-03-29T01:00:00Z', 'Europe/Berlin')).toBe('Mar 29, 2026, 3:00 AM GMT+2');
  });

  it('tells the hour that comes twice apart where summer time ends', () => {
    expect(words('2026-11-01T05:30:00Z', 'America/New_York')).toBe('Nov 1, 2026, 1:30 AM EDT');
    expect(words('2026-11-01T06:30:00Z', 'America/New_York')).toBe('Nov 1, 2026, 1:30 AM EST');
  });

  it('is the same moment for readers on either side of a day and of the equator', () => {
    expect(words('2026-04-04T15:30:00Z', 'Australia/Sydney')).toBe('Apr 5, 2026, 2:30 AM GMT+11');
    expect(words('2026-04-04T16:30:00Z', 'Australia/Sydney')).toBe('Apr 5, 2026, 2:30 AM GMT+10');
    expect(words('2026-04-04T16:30:00Z', 'UTC')).toBe('Apr 4, 2026, 4:30 PM UTC');
  });
});
