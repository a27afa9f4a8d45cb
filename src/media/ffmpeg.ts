import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';

/** The program did not do what it was to do; the message is its own last words. */
class ConversionFailed extends Error {
  override readonly name = 'ConversionFailed';
}

/** It is given files by their paths, and reaches nothing else; whatever its input names, it does not fetch. */
const always = ['-hide_banner', '-nostdin', '-protocol_whitelist', 'file,pipe', '-threads', '1'];
const mostWords = 4000;

interface Wishes {
  signal: AbortSignal;
  /** Told how much of the outcome is made, by its playing time. */
  onProgress?: (madeMs: number) => void;
}

const progressShape = /^out_time_us=(\d+)$/;

/** Lets every other program go first. */
function makeWait(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Over already.
  }
}

/**
 * Runs ffmpeg as the least urgent program of the machine, on one core.
 *
 * @returns what it said
 * @throws ConversionFailed
 */
export function runFfmpeg(
  program: string,
  args: readonly string[],
  { signal, onProgress }: Wishes,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...always, '-progress', 'pipe:1', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      // Of what the environment says, it is to know nothing.
      env: {},
      signal,
      killSignal: 'SIGKILL',
    });
    let words = '';
    child.once('spawn', () => makeWait(child.pid));
    child.stderr.setEncoding('utf8').on('data', (more: string) => {
      words = (words + more).slice(-mostWords);
    });
    createInterface(child.stdout).on('line', (line) => {
      const [, microseconds] = progressShape.exec(line) ?? [];
      if (microseconds) onProgress?.(Number(microseconds) / 1000);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(words);
      else reject(new ConversionFailed(words.trim().split('\n').at(-1) ?? `${code}`));
    });
  });
}

/** Whether the program is there and answers. */
export async function answers(program: string): Promise<boolean> {
  try {
    await runFfmpeg(program, ['-version'], { signal: AbortSignal.timeout(10_000) });
    return true;
  } catch {
    return false;
  }
}
