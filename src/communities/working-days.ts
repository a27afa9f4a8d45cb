/** The longest that a community may let a question wait, in working days. */
export const mostReplyDays = 20;

const dayMs = 86_400_000;
const saturday = 6;
const sunday = 0;

const startOfDay = (moment: number) => Math.floor(moment / dayMs) * dayMs;

function isWeekend(moment: number): boolean {
  const weekday = new Date(moment).getUTCDay();
  return weekday === saturday || weekday === sunday;
}

/** The latest moment since which so many working days have passed: Monday to Friday, in UTC. */
export function workingDaysBefore(now: Date, days: number): Date {
  let moment = now.getTime();
  let left = days * dayMs;
  for (;;) {
    const start = startOfDay(moment - 1);
    const worked = isWeekend(start) ? 0 : moment - start;
    if (worked >= left) return new Date(moment - left);
    left -= worked;
    moment = start;
  }
}
