import { Unavailable } from '../errors.ts';

/**
 * What tells that the database is away or on its way out, and not that something was asked wrongly: classes 08
 * and 57P of PostgreSQL's error codes (appendix A), too many connections, and one that takes none just now.
 */
const away = /^(08|57P|53300$|55000$)/;

/** What the operating system says of a connection that is not, or no longer, there. */
const broken =
  /^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)$|^ENOENT$/;

/** The driver has no code for a connection that ended under it, or that did not come about in time. */
const ended =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

function isAbsence(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  if ('code' in cause && typeof cause.code === 'string')
    return away.test(cause.code) || broken.test(cause.code);
  return ended.test(cause.message);
}

/** Passes on what comes of the work. @throws Unavailable where the database was away */
export async function namingAbsence<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isAbsence(cause)) throw new Unavailable('The database is away', { cause });
    throw cause;
  }
}
