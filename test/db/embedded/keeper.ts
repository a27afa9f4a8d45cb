import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const Word = z.object({
  refused: z.string().optional(),
  kept: z.string().optional(),
  ended: z.string().optional(),
});
type Word = z.infer<typeof Word>;

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

/** The process, and how it ended once it did, with what it wrote about that. */
interface Child {
  process: ChildProcess;
  end: Promise<string>;
}

/** @throws Error with what it wrote, here and from all that is asked of it, where it ends without an answer */
export async function startKeeper(
  directory: string,
  circumstances: Circumstances = {},
): Promise<Keeper> {
  const child = start(directory, circumstances);
  const { refused = null } = await nextWord(child);
  return {
    pid: child.process.pid,
    refused,
    organize: (count) => organize(child, { count, enough: count }),
    killAmidWork: async () => {
      const kept = await organize(child, { count: 1_000_000, enough: 25 });
      child.process.kill('SIGKILL');
      await child.end;
      return kept;
    },
    crash: async () => {
      child.process.send({ order: 'crash' });
      return (await nextWord(child)).ended ?? '';
    },
    close: async () => {
      if (refused === null) child.process.send({ order: 'close' });
      await child.end;
    },
  };
}

function start(directory: string, { broken, env = {} }: Circumstances): Child {
  const script = fileURLToPath(new URL('keeper.mjs', import.meta.url));
  const keeper = fork(script, [directory], {
    execArgv: broken ? ['--import', new URL(`breaks/${broken}`, import.meta.url).href] : [],
    env: { ...process.env, ...env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let written = '';
  keeper.stderr?.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  // Unlike its exit, its close comes after all that it sent and wrote.
  const end = once(keeper, 'close').then(
    ([code, signal]: unknown[]) => `The keeper ended with ${String(code ?? signal)}. ${written}`,
  );
  return { process: keeper, end };
}

/** The next words of the child, so many of them. @throws Error with what it wrote when it ends before */
async function hear({ process: keeper, end }: Child, enough: number): Promise<Word[]> {
  const words: Word[] = [];
  const heard = new Promise<Word[]>((resolve, reject) => {
    keeper.on('message', (message: unknown) => {
      words.push(Word.parse(message));
      if (words.length === enough) resolve(words);
    });
    void end.then((how) => reject(new Error(how)));
  });
  return heard.finally(() => keeper.removeAllListeners('message'));
}

async function nextWord(child: Child): Promise<Word> {
  const [word = {}] = await hear(child, 1);
  return word;
}

/** Asks for so many, and listens until enough were kept. */
async function organize(
  child: Child,
  { count, enough }: { count: number; enough: number },
): Promise<string[]> {
  const told = hear(child, enough);
  child.process.send({ order: 'organize', count });
  return (await told).flatMap(({ kept }) => kept ?? []);
}
