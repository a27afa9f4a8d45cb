import { Unavailable } from '../errors.ts';
import type { Guard } from './connection.ts';

const queryCanceled = '57014';

function tookTooLong(cause: unknown): Unavailable {
  return new Unavailable('The database took too long to answer', { cause });
}

/** PostgreSQL stops an overlong query by itself; this gives its refusal our name. */
export const namingOverruns: Guard = async (query) => {
  try {
    return await query();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === queryCanceled)
      throw tookTooLong(cause);
    throw cause;
  }
};

/**
 * PGlite ignores statement_timeout, and while it works it hears nothing. So the clock is kept outside, and
 * an overlong query ends with the engine it runs in, which opens again within seconds.
 */
export function endingOverruns(engine: { restart(): Promise<void> }, limitMs: number): Guard {
  return async (query) => {
    let overrun = false;
    const timer = setTimeout(() => {
      overrun = true;
      engine.restart().catch(() => {});
    }, limitMs);
    try {
      return await query();
    } catch (cause) {
      if (overrun) throw tookTooLong(cause);
      throw cause;
    } finally {
      clearTimeout(timer);
    }
  };
}
