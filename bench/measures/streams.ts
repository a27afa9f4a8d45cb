import { get, type IncomingMessage } from 'node:http';
import { performance } from 'node:perf_hooks';
import type { TestPlatform } from '../../test/support/platform/platform.ts';
import type { Bench, Report } from '../harness/bench.ts';
import { fillCommunity, visit, type FilledCommunity } from '../harness/community.ts';
import { openGuildhall } from '../harness/guildhall.ts';
import { learner } from '../harness/launches.ts';
import { median, percentile } from '../harness/statistics.ts';
import type { RunningTool } from '../harness/tools.ts';

const name = 'guildhall_streams';
const count = 2000;
/** Opened so many at a time: they are to stay open, not to come all at once. */
const together = 50;
const mostBytes = 400_000_000;
/** A beat of the hub, and the time to tell everybody. */
const mostMs = 2000;
const patienceMs = 30_000;

const course = { id: 'course-streams', label: 'STR', title: 'Streams' };
const posts = 5;

/** An open page that listens. */
interface Listener {
  /** When it heard of a new reply. */
  heard: Promise<number>;
  close: () => void;
}

async function listen(url: URL, cookie: string): Promise<Listener> {
  const headers = { cookie, accept: 'text/event-stream' };
  const request = get(url, { headers, agent: false });
  const answer = await new Promise<IncomingMessage>((answered, failed) => {
    request.once('response', answered);
    request.once('error', failed);
  });
  if (answer.statusCode !== 200) throw new Error(`A stream was answered ${answer.statusCode}`);
  // Hanging up is an error to either; the one that hung up knows.
  for (const end of [request, answer]) end.on('error', () => {});
  const heard = new Promise<number>((hear) => {
    answer.on('data', (chunk: Buffer) => {
      if (chunk.includes('data: ')) hear(performance.now());
    });
  });
  return { heard, close: () => request.destroy() };
}

async function listenAll({ server }: RunningTool, { thread, cookies }: FilledCommunity) {
  const { pathname } = new URL(thread, server.url);
  const url = new URL(`${pathname}/live?lastPostNo=${posts}&changes=0`, server.url);
  const listeners: Listener[] = [];
  while (listeners.length < count) {
    const more = Array.from({ length: together }, (_, number) =>
      listen(url, cookies[number % cookies.length] ?? ''),
    );
    listeners.push(...(await Promise.all(more)));
  }
  return listeners;
}

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(0);

function withinPatience<T>(promise: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, fail) => {
    setTimeout(() => fail(new Error('Some stream heard nothing')), patienceMs).unref();
  });
  return Promise.race([promise, late]);
}

async function measureOn(tool: RunningTool, platform: TestPlatform): Promise<Report> {
  const { server } = tool;
  const community = await fillCommunity(platform, tool, { course, threads: 1, posts });
  const writer = await visit(platform, tool, learner(0, course));
  const page = await writer.get(community.thread);
  const before = await server.rssBytes();
  const cpuBefore = await server.cpuMs();
  const listeners = await listenAll(tool, community);
  const openingMs = ((await server.cpuMs()) - cpuBefore) / count;
  const open = await server.rssBytes();
  const written = performance.now();
  await writer.send(page, { body: 'Has anybody seen this, too?' });
  const posted = performance.now();
  const heard = await withinPatience(Promise.all(listeners.map((listener) => listener.heard)));
  const told = await server.rssBytes();
  for (const { close } of listeners) close();
  const waits = heard.map((at) => at - posted);
  const last = Math.max(...waits);
  return {
    tables: [
      {
        columns: [`${count} streams on one process`, ''],
        rows: [
          ['memory before, MB', megabytes(before)],
          ['memory with all open, MB', megabytes(open)],
          ['memory after a reply reached all, MB', megabytes(told)],
          ['memory for each, kB', ((open - before) / count / 1000).toFixed(1)],
          ['CPU to open one, ms', openingMs.toFixed(2)],
          ['to post the reply, ms', (posted - written).toFixed(0)],
          ['from the answer until half of them hear of it, ms', median(waits).toFixed(0)],
          ['until 99 of 100 do, ms', percentile(waits, 99).toFixed(0)],
          ['until all do, ms', last.toFixed(0)],
        ],
      },
    ],
    verdicts: [
      {
        budget: `${count} open streams on one process under ${megabytes(mostBytes)} MB`,
        measured: `${megabytes(Math.max(open, told))} MB`,
        isKept: Math.max(open, told) < mostBytes,
      },
      {
        budget: `A new reply reaches ${count} open pages within ${mostMs / 1000} s`,
        measured: `${last.toFixed(0)} ms`,
        isKept: last <= mostMs,
      },
    ],
  };
}

export const streams: Bench = {
  title: 'Open pages that listen',
  measure: async (grounds) => {
    const { platform } = grounds;
    // Of its own: one that served other benches keeps what they made it grow to.
    const tool = await openGuildhall(platform, grounds, 'postgresql', name);
    try {
      return await measureOn(tool, platform);
    } finally {
      await tool.server.stop();
    }
  },
};
