import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';

/** A program that serves, in a process of its own. */
export interface Server {
  name: string;
  url: string;
  /** CPU time the process has used since it began, all its threads, user and kernel, in milliseconds. */
  cpuMs(): Promise<number>;
  /** Memory of the process that is in use now, all its threads. */
  rssBytes(): Promise<number>;
  stop(): Promise<void>;
}

export interface Program {
  name: string;
  script: string;
  /** Given the port it must listen on; `PORT` itself is set. */
  env: (port: number) => NodeJS.ProcessEnv;
  /** Any that is free, unless one is named. */
  port?: number;
}

const Usage = z.object({ cpuMs: z.number(), rssBytes: z.number() });
const patienceMs = 60_000;

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

async function untilAnswers(url: string, isGone: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    try {
      await fetch(url);
      return;
    } catch (cause) {
      if (isGone() || Date.now() > giveUpAt) throw cause;
      await setTimeout(50);
    }
  }
}

/** Starts a program and waits until it answers. @throws Error when it ends, or says nothing for a minute */
export async function startServer({ name, script, env, ...wish }: Program): Promise<Server> {
  const port = wish.port ?? (await freePort());
  const url = `http://localhost:${port}`;
  const reporter = new URL('servers/report-usage.js', import.meta.url).href;
  const child = fork(script, {
    execArgv: ['--import', reporter, ...flags()],
    env: { PATH: process.env['PATH'], PORT: `${port}`, ...env(port) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  await untilAnswers(url, () => child.exitCode !== null);
  const usage = async () => {
    const answer = once(child, 'message');
    child.send('usage');
    const [told]: unknown[] = await answer;
    return Usage.parse(told);
  };
  return {
    name,
    url,
    cpuMs: async () => (await usage()).cpuMs,
    rssBytes: async () => (await usage()).rssBytes,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** What BENCH_NODE_FLAGS asks of every server, such as `--cpu-prof`. */
function flags(): string[] {
  return (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '');
}
