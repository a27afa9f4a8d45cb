/** Somebody who leads a community. A name may be unknown; days are YYYY-MM-DD. */
export interface Facilitator {
  id: string;
  name: string | null;
  /** The first day of their term. */
  since: string | null;
  /** The last day of their term; null while it is ongoing. */
  until: string | null;
}

/** How many days before its end a term is spoken of, the earliest first. */
const reminders = [60, 30, 7] as const;
const [earliestReminder] = reminders;
const dayMs = 86_400_000;

/** @returns whole days from one calendar day to another; negative when it is past */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** The last day that is near enough, seen from today, for a term that ends on it to be spoken of. */
export function reminderHorizon(today: string): string {
  return daysAfter(today, earliestReminder);
}

/** Whether the last day of a term is past. */
export function isOver(until: string | null, today: string): boolean {
  return until !== null && until < today;
}

/** Those whose term ends soon, or should have ended. */
export function endingSoon(
  facilitators: readonly Facilitator[],
  today: string,
): (Facilitator & { until: string; isOver: boolean })[] {
  const horizon = reminderHorizon(today);
  return facilitators.flatMap((facilitator) => {
    const { until } = facilitator;
    return until !== null && until <= horizon
      ? [{ ...facilitator, until, isOver: isOver(until, today) }]
      : [];
  });
}

/**
 * Which reminder of a term's end is due: the latest one whose day has come and that was not given yet.
 *
 * @param remindedDays the one given last
 */
export function dueReminder(
  { endsOn, remindedDays }: { endsOn: string; remindedDays: number | null },
  today: string,
): number | null {
  const left = daysBetween(today, endsOn);
  const due = reminders.findLast((days) => left <= days);
  if (due === undefined) return null;
  return remindedDays === null || due < remindedDays ? due : null;
}
