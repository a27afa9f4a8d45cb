import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

const heartbeatSeconds = 5;
const silentSeconds = 30;

const Holder = z.object({ pid: z.number().int(), host: z.string(), startedAt: z.string() });
type Holder = z.infer<typeof Holder>;

/** Another process has the folder open. Two at once would silently lose each other's commits. */
class DataDirectoryLocked extends Error {
  override readonly name = 'DataDirectoryLocked';
}

/**
 * When the process began, in kernel ticks, so that a reused pid is told from its predecessor; '' for one that
 * ended and whose parent has not noticed, which holds a pid and nothing else.
 */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = afterName;
    return state === 'Z' ? '' : (afterName[19] ?? '');
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return hasCode(cause, 'EPERM');
  }
}

/** Whether the file was touched lately, by the heartbeat or by whoever just made it. */
function isFresh(path: string): boolean {
  return Date.now() - statSync(path).mtimeMs < silentSeconds * 1000;
}

function isAlive(holder: Holder | null, path: string): boolean {
  // Made a moment ago and not yet written: its process is opening the folder right now.
  if (!holder) return isFresh(path);
  if (holder.host === hostname()) {
    return isRunning(holder.pid) && startOf(holder.pid) === holder.startedAt;
  }
  // Another container on the same volume: its pids mean nothing here, its heartbeat does.
  return isFresh(path);
}

function hasCode(cause: unknown, code: string): boolean {
  return typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === code;
}

function holderIn(text: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whose the lock is, and whether they live; undefined when it was given back in the meantime. */
function currentHolder(path: string): { holder: Holder | null; alive: boolean } | undefined {
  try {
    const holder = holderIn(readFileSync(path, 'utf8'));
    return { holder, alive: isAlive(holder, path) };
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined;
    throw cause;
  }
}

function claim(path: string, mine: string): boolean {
  try {
    writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (cause) {
    if (hasCode(cause, 'EEXIST')) return false;
    throw cause;
  }
}

/**
 * Removes a dead holder's lock. One process at a time looks again and removes: of two that saw the same
 * dead holder, the slower would otherwise remove the lock its rival took by then.
 */
function clearStale(path: string): void {
  const turn = `${path}.clearing`;
  if (!takeTurn(turn)) return;
  try {
    if (currentHolder(path)?.alive === false) rmSync(path, { force: true });
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
}

function takeTurn(turn: string): boolean {
  try {
    mkdirSync(turn);
    return true;
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw cause;
  }
  try {
    if (!isFresh(turn)) rmSync(turn, { recursive: true, force: true });
  } catch (cause) {
    if (!hasCode(cause, 'ENOENT')) throw cause;
  }
  return false;
}

function refuse(path: string, holder: Holder | null): never {
  const whom = holder
    ? `process ${holder.pid} on ${holder.host}`
    : 'a process that is just starting';
  throw new DataDirectoryLocked(
    `The data folder is in use by ${whom} (lock file ${path}). ` +
      'Only one Guildhall may open an embedded database; stop the other one, or give this one its own DATA_DIR.',
  );
}

/** Touches the lock, or puts it back where it was taken away: without one, a second process would come in. */
function keepFresh(path: string, mine: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch (cause) {
    if (!hasCode(cause, 'ENOENT')) throw cause;
    claim(path, mine);
  }
}

/**
 * Takes the folder's lock for this process and keeps it fresh.
 *
 * A lock whose process is gone is taken over, so a kill -9 needs no tidying.
 *
 * @returns how to give it back
 * @throws DataDirectoryLocked naming the process that holds it
 */
export function lockDataDirectory(path: string): () => void {
  const me: Holder = { pid: process.pid, host: hostname(), startedAt: startOf(process.pid) };
  const mine = JSON.stringify(me);
  while (!claim(path, mine)) {
    const current = currentHolder(path);
    if (current?.alive) refuse(path, current.holder);
    if (current) clearStale(path);
  }
  const heartbeat = setInterval(() => keepFresh(path, mine), heartbeatSeconds * 1000);
  heartbeat.unref();
  return () => {
    clearInterval(heartbeat);
    rmSync(path, { force: true });
  };
}
