const passingStatuses = new Set([429, 502, 503, 504]);
const passingCodes = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'UND_ERR_SOCKET',
]);
const firstDelayMs = 250;
const longestDelayMs = 10_000;

interface Chance {
  /** Which try this was, from 1. */
  attempt: number;
  random: () => number;
  clock: () => number;
}

/** Whether a connection failed in a way that may have passed a moment later; silence is not one. */
function isPassingFailure(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && passingCodes.has(code);
}

/**
 * Milliseconds to wait before asking again, or null when asking again is no use.
 *
 * Doubles with every try, at random between half and all of it, so that those who failed together do not
 * come back together. A `Retry-After` replaces it, unless it asks for more than ten seconds.
 */
export function delayAfterAnswer(
  answer: { status: number; headers: Readonly<Record<string, string>> },
  chance: Chance,
): number | null {
  if (!passingStatuses.has(answer.status)) return null;
  const wishedMs = retryAfterMs(answer.headers['retry-after'], chance.clock());
  if (wishedMs === null) return backoffMs(chance);
  return wishedMs <= longestDelayMs ? Math.max(wishedMs, 0) : null;
}

/** As `delayAfterAnswer`, for a connection that broke. */
export function delayAfterFailure(error: unknown, chance: Chance): number | null {
  return isPassingFailure(error) ? backoffMs(chance) : null;
}

function backoffMs({ attempt, random }: Chance): number {
  const whole = firstDelayMs * 2 ** (attempt - 1);
  return Math.round(whole / 2 + (random() * whole) / 2);
}

/** RFC 9110, 10.2.3: seconds, or a date. */
function retryAfterMs(value: string | undefined, now: number): number | null {
  if (value === undefined) return null;
  if (/^\d+$/u.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at - now;
}
