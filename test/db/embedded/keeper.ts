import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const Word = z.object({
  refused: z.string().optional(),
  kept: z.string().optional(),
  ended: z.string().optional(),
});

/** A second process with a data folder open, or refused one. */
export interface Keeper {
  pid: number | undefined;
  /** Why it could not open the folder; null when it did. */
  refused: string | null;
  /** Has it commit so many organizations; the ids of those it said were kept. */
  organize(count: number): Promise<string[]>;
  /** Has it commit organizations without end and kills it amid them; the ids of those it kept. */
  killAmidWork(): Promise<string[]>;
  /** Has its database crash amid a transaction; how that transaction ended. */
  crash(): Promise<string>;
  close(): Promise<void>;
}

interface Circumstances {
  /** A file of breaks/, loaded into that process and its threads before all else. */
  broken?: string;
  env?: NodeJS.ProcessEnv;
}

export async function startKeeper(
  directory: string,
  { broken, env = {} }: Circumstances = {},
): Promise<Keeper> {
  const script = fileURLToPath(new URL('keeper.mjs', import.meta.url));
  const child = fork(script, [directory], {
    execArgv: broken ? ['--import', new URL(`breaks/${broken}`, import.meta.url).href] : [],
    env: { ...process.env, ...env, NODE_OPTIONS: '' },
  });
  const exit = once(child, 'exit');
  const { refused = null } = await nextWord(child);
  return {
    pid: child.pid,
    refused,
    organize: (count) => organize(child, { count, enough: count }),
    killAmidWork: async () => {
      const kept = await organize(child, { count: 1_000_000, enough: 25 });
      child.kill('SIGKILL');
      await exit;
      return kept;
    },
    crash: async () => {
      child.send({ order: 'crash' });
      return (await nextWord(child)).ended ?? '';
    },
    close: async () => {
      if (refused === null) child.send({ order: 'close' });
      await exit;
    },
  };
}

async function nextWord(child: ChildProcess): Promise<z.infer<typeof Word>> {
  const [message]: unknown[] = await once(child, 'message');
  return Word.parse(message);
}

/** Asks for so many, and listens until enough were kept. */
async function organize(
  child: ChildProcess,
  { count, enough }: { count: number; enough: number },
): Promise<string[]> {
  const kept: string[] = [];
  const done = new Promise<string[]>((resolve) => {
    child.on('message', (message: unknown) => {
      const { kept: id } = Word.parse(message);
      if (id) kept.push(id);
      if (kept.length === enough) resolve(kept);
    });
  });
  child.send({ order: 'organize', count });
  await done;
  child.removeAllListeners('message');
  return kept;
}
