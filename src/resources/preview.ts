/** Whether a link still leads anywhere, as far as the server has seen. */
export type LinkState = 'waiting' | 'alive' | 'failing' | 'dead';

const dayMs = 86_400_000;
const monthMs = 30 * dayMs;
/** One bad day is no death. */
const mostFailures = 3;

/** What is kept of a look, and when the next one is due. */
export interface Standing {
  state: Exclude<LinkState, 'waiting'>;
  failures: number;
  lookNextAt: Date;
}

/** How a link stands after a look that found it so, and after so many in a row that found nothing before. */
export function standingAfter(
  seen: 'alive' | 'gone' | 'silent',
  failuresBefore: number,
  now: Date,
): Standing {
  const after = (ms: number) => new Date(now.getTime() + ms);
  if (seen === 'alive') return { state: 'alive', failures: 0, lookNextAt: after(monthMs) };
  const failures = failuresBefore + 1;
  const isDead = seen === 'gone' || failures >= mostFailures;
  return isDead
    ? { state: 'dead', failures, lookNextAt: after(monthMs) }
    : { state: 'failing', failures, lookNextAt: after(dayMs) };
}
