import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockDataDirectory } from '../../../src/db/data-lock.ts';
import { temporaryFolder } from '../../support/house.ts';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'database.lock');
});

afterEach(() => folder.remove());

const longAgo = new Date(Date.now() - 3_600_000);

/** Who holds the lock, read from the lock itself. */
const holder = (): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** What this process would write; the tests then change one thing of it. */
function mine(): { pid: number; host: string; startedAt: string } {
  const unlock = lockDataDirectory(path);
  const { startedAt } = Object(holder());
  unlock();
  return { pid: process.pid, host: hostname(), startedAt: String(startedAt) };
}

function deadPid(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

/** A process that ended, and whose parent does not look. */
async function unnoticedDead() {
  const parent = spawn('sh', ['-c', 'sh -c "sleep 0.2" & echo $!; exec sleep 60']);
  const [text]: unknown[] = await once(parent.stdout, 'data');
  const pid = Number(text);
  const stat = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const startedAt = stat()[19] ?? '';
  while (stat()[0] !== 'Z') await setTimeout(20);
  return { pid, startedAt, parent };
}

describe('lockDataDirectory', () => {
  it('is not kept by one that was killed and whose parent has not noticed', async () => {
    const { parent, ...dead } = await unnoticedDead();
    writeFileSync(path, JSON.stringify({ ...dead, host: hostname() }));

    const unlock = lockDataDirectory(path);

    expect(holder()).toMatchObject({ pid: process.pid });
    unlock();
    parent.kill();
  });

  it('refuses a second taker, naming the first and what to do', () => {
    const unlock = lockDataDirectory(path);

    expect(() => lockDataDirectory(path)).toThrow(
      expect.objectContaining({
        name: 'DataDirectoryLocked',
        message: expect.stringMatching(
          `in use by process ${process.pid} on ${hostname()} .*DATA_DIR`,
        ),
      }),
    );

    unlock();
    expect(existsSync(path)).toBe(false);
  });

  it('puts back a lock that somebody took away, at its next heartbeat', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
    const unlock = lockDataDirectory(path);
    const before = holder();
    rmSync(path);

    vi.advanceTimersToNextTimer();

    expect(holder()).toEqual(before);
    unlock();
    vi.useRealTimers();
    expect(existsSync(path)).toBe(false);
  });

  it('can be taken again when it was given back', () => {
    lockDataDirectory(path)();

    expect(lockDataDirectory(path)).not.toThrow();
  });

  it('is refused while the very process that wrote it lives', () => {
    writeFileSync(path, JSON.stringify(mine()));

    expect(() => lockDataDirectory(path)).toThrow('in use');
  });

  it.each([
    ['whose process is gone', () => ({ ...mine(), pid: deadPid() })],
    ['whose pid now belongs to a process that began later', () => ({ ...mine(), startedAt: '1' })],
  ])('takes over a lock %s', (_, left) => {
    const me = mine();
    writeFileSync(path, JSON.stringify(left()));

    const unlock = lockDataDirectory(path);

    expect(holder()).toEqual(me);
    unlock();
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  it('believes another machine by its heartbeat, since its pids mean nothing here', () => {
    writeFileSync(path, JSON.stringify({ ...mine(), host: 'another', pid: deadPid() }));
    expect(() => lockDataDirectory(path)).toThrow('on another');

    utimesSync(path, longAgo, longAgo);

    expect(lockDataDirectory(path)).not.toThrow();
  });

  it.each(['', '{"pid":', 'nonsense'])(
    'takes a lock that says %j for one being written, for a while',
    (text) => {
      writeFileSync(path, text);
      expect(() => lockDataDirectory(path)).toThrow('a process that is just starting');

      utimesSync(path, longAgo, longAgo);

      expect(lockDataDirectory(path)).not.toThrow();
    },
  );

  it('clears the leftovers of a process that died while it cleared', () => {
    writeFileSync(path, JSON.stringify({ ...mine(), pid: deadPid() }));
    mkdirSync(`${path}.clearing`);
    utimesSync(`${path}.clearing`, longAgo, longAgo);

    lockDataDirectory(path)();

    expect(readdirSync(dirname(path))).toEqual([]);
  });
});
