import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freshDatabase, type FreshDatabase } from '../support/database.ts';
import { freePort } from '../support/free-port.ts';
import { temporaryFolder } from '../support/house.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The built program as an administrator runs it: a process with an environment and nothing else. */
export interface Program {
  pid: number;
  /** Both grow while it runs. */
  readonly stdout: string;
  readonly stderr: string;
  /** Resolves once standard output says this; rejects when the program ends without. */
  saying(words: string): Promise<void>;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

export function run(
  script: 'main' | 'invite' | 'backup' | 'restore' | 'failed-jobs' | 'seed',
  env: NodeJS.ProcessEnv,
  { args = [], preload }: { args?: string[]; preload?: string } = {},
): Program {
  const before = preload ? ['--import', new URL(preload, import.meta.url).href] : [];
  return runIn(root, [...before, `dist/${script}.js`, ...args], env);
}

/** The same, wherever it was built. */
export function runIn(folder: string, args: string[], env: NodeJS.ProcessEnv): Program {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => code ?? signal);
  return {
    pid: child.pid ?? 0,
    get stdout() {
      return said.stdout;
    },
    get stderr() {
      return said.stderr;
    },
    saying: (words) =>
      new Promise((resolve, reject) => {
        const listen = () => {
          if (said.stdout.includes(words)) resolve();
        };
        child.stdout.on('data', listen);
        listen();
        void ended.then(() => reject(new Error(`It ended without "${words}":\n${said.stderr}`)));
      }),
    signal: (name) => child.kill(name),
    ended: ended.then((end) => (typeof end === 'number' ? end : String(end))),
  };
}

/** A place to run in: a data folder, free ports, and a database of the engine under test. */
export interface Site {
  env: { PORT: string; DEMO_PORT: string; DATA_DIR: string; TMPDIR: string; DATABASE_URL?: string };
  /** A folder for the program's passing files, so that what it forgets is found. */
  passing: string;
  publicUrl: string;
  place: FreshDatabase['place'];
  clear: () => Promise<void>;
}

export async function prepareSite(preparing = freshDatabase()): Promise<Site> {
  const fresh = await preparing;
  const { place } = fresh;
  const folder = temporaryFolder();
  const passing = temporaryFolder();
  const [port, demoPort] = [await freePort(), await freePort()];
  const data =
    'url' in place
      ? { DATABASE_URL: place.url, DATA_DIR: join(folder.path, 'data') }
      : { DATA_DIR: dirname(place.directory) };
  return {
    env: { PORT: `${port}`, DEMO_PORT: `${demoPort}`, TMPDIR: passing.path, ...data },
    passing: passing.path,
    publicUrl: `http://localhost:${port}`,
    place,
    clear: async () => {
      folder.remove();
      passing.remove();
      await fresh.dispose();
    },
  };
}
