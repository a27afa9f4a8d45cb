import { dayOf, momentWhen } from '../people/index.ts';

/** Three months of the calendar. */
export interface Quarter {
  /** Such as 2026-10-01. */
  firstDay: string;
  begins: Date;
}

const monthsOfQuarter = 3;

/** The quarter that it is for somebody in this time zone, or the one so many before it. */
export function quarterOf(moment: Date, timeZone: string | null, before = 0): Quarter {
  const [year = 0, month = 1] = dayOf(moment, timeZone).split('-').map(Number);
  const inYear = Math.floor((month - 1) / monthsOfQuarter) - before;
  const first = new Date(Date.UTC(year, inYear * monthsOfQuarter, 1));
  const firstDay = first.toISOString().slice(0, 10);
  return { firstDay, begins: momentWhen(`${firstDay}T00:00`, timeZone) };
}

/** The last day of the quarter that begins with this one, both such as 2026-10-01. */
export function lastDayOf(firstDay: string): string {
  const first = new Date(`${firstDay}T00:00:00Z`);
  const last = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + monthsOfQuarter, 0);
  return new Date(last).toISOString().slice(0, 10);
}
