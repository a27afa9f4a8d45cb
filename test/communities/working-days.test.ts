import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { workingDaysBefore } from '../../src/communities/index.ts';

const hourMs = 3_600_000;

describe('so many working days before a moment', () => {
  it.each([
    ['a Thursday', '2026-11-26T10:00:00Z', 2, '2026-11-24T10:00:00Z'],
    ['a Monday, over the weekend', '2026-11-30T10:00:00Z', 2, '2026-11-26T10:00:00Z'],
    ['a Sunday', '2026-11-29T15:00:00Z', 2, '2026-11-26T00:00:00Z'],
    ['a Saturday', '2026-11-28T00:30:00Z', 1, '2026-11-27T00:00:00Z'],
    ['midnight before a Monday', '2026-11-30T00:00:00Z', 1, '2026-11-27T00:00:00Z'],
    ['a Friday, ten days', '2026-11-27T08:00:00Z', 10, '2026-11-13T08:00:00Z'],
  ])('%s', (_when, now, days, then) => {
    expect(workingDaysBefore(new Date(now), days)).toEqual(new Date(then));
  });

  it('leave exactly as much working time as they say, whatever the moment', () => {
    const year = fc.integer({ min: Date.UTC(2026, 0) / hourMs, max: Date.UTC(2027, 0) / hourMs });
    fc.assert(
      fc.property(year, fc.integer({ min: 1, max: 20 }), (hours, days) => {
        const now = hours * hourMs;
        const then = workingDaysBefore(new Date(now), days).getTime();
        let worked = 0;
        for (let hour = then; hour < now; hour += hourMs) {
          if (![0, 6].includes(new Date(hour).getUTCDay())) worked += 1;
        }
        expect(worked).toBe(days * 24);
      }),
    );
  });
});
