import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { problems, Unreadable } from './problem.ts';

// The built one, seen from src/texts/ and from dist/texts/ alike.
const readerPath = fileURLToPath(new URL('../../dist/texts/reader/main.js', import.meta.url));

const run = promisify(execFile);

const limits = {
  timeout: 60_000,
  maxBuffer: 4_000_000,
  heapMb: 256,
};

const Answer = z.union([z.object({ text: z.string() }), z.object({ problem: z.enum(problems) })]);

/** How a program ended that did not do what it was to do. */
const End = z.object({
  killed: z.boolean(),
  signal: z.string().nullable(),
  code: z.number().nullable(),
});

/** Its last words are left out: they may be of the file. @throws Unreadable where the reader had to be ended, or was by its guard */
function explain(cause: unknown): never {
  const end = End.safeParse(cause).data;
  if (!end) throw cause;
  if (end.killed) throw new Unreadable('slow');
  if (end.signal) throw new Unreadable('heavy');
  throw new Error(`The reader ended with ${end.code}`);
}

/**
 * What a file says, read by a program of its own: whatever the file does to that one, this goes on. Of the environment
 * it knows nothing.
 *
 * @throws Unreadable
 */
export async function runReader(
  { path, mediaType }: { path: string; mediaType: string },
  signal: AbortSignal,
): Promise<string> {
  const { heapMb, ...bounds } = limits;
  const args = [`--max-old-space-size=${heapMb}`, readerPath, path, mediaType];
  const ways = { ...bounds, env: {}, killSignal: 'SIGKILL' as const, signal };
  const { stdout } = await run(process.execPath, args, ways).catch(explain);
  const answer = Answer.parse(JSON.parse(stdout));
  if ('problem' in answer) throw new Unreadable(answer.problem);
  return answer.text;
}
