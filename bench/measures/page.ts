import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench, Table, Verdict } from '../harness/bench.ts';
import { fillCommunity, type FilledCommunity } from '../harness/community.ts';
import type { Grounds } from '../harness/grounds.ts';
import {
  inTurns,
  speedCells,
  speedColumns,
  type Measured,
  type Subject,
} from '../harness/rounds.ts';
import { sendAll, type Question } from '../harness/load.ts';
import { startServer, type Server } from '../harness/server.ts';
import { median } from '../harness/statistics.ts';
import type { RunningTool } from '../harness/tools.ts';
import { kilobytes, transferOf, type Transfer } from '../harness/transfer.ts';

const pace = { rounds: 5, count: 400, inFlight: 8 };
const size = { threads: 8, posts: 50 };
const leastThreadPages = 300;
const mostBytes = { html: 60_000, script: 60_000, style: 30_000 };

const pageNames = { home: 'community home, 8 threads', thread: 'thread page, 50 posts' };
type PageName = keyof typeof pageNames;

interface Place {
  tool: RunningTool;
  community: FilledCommunity;
}

/** In turn by everybody who belongs, so that no two read with one session at once. */
function reading({ cookies, ...paths }: FilledCommunity, page: PageName) {
  return (count: number): Question[] =>
    Array.from({ length: count }, (_, number) => ({
      method: 'GET',
      path: paths[page],
      headers: { cookie: cookies[number % cookies.length] ?? '' },
    }));
}

async function bodyOf({ tool, community }: Place, path: string): Promise<string> {
  const [cookie = ''] = community.cookies;
  const questions: Question[] = [{ method: 'GET', path, headers: { cookie } }];
  const { answers } = await sendAll(tool.server.url, questions, { inFlight: 1, status: 200 });
  return answers[0]?.body ?? '';
}

function startFloor({ home }: Grounds, pages: Record<PageName, string>): Promise<Server> {
  const file = join(home, 'pages.json');
  writeFileSync(file, JSON.stringify({ '/home': pages.home, '/thread': pages.thread }));
  return startServer({
    name: 'floor: the same bytes from memory',
    script: '.cache/bench/servers/floor.js',
    env: () => ({ NODE_ENV: 'production', PAGES: file }),
  });
}

const linked = {
  script: /<script src="([^"]+)"/,
  style: /<link rel="stylesheet" href="([^"]+)"/,
};

interface FirstView {
  what: string;
  transfer: Transfer;
  most: number;
}

async function firstViews(place: Place, pages: Record<PageName, string>): Promise<FirstView[]> {
  const file = async (pattern: RegExp) =>
    transferOf(await bodyOf(place, pattern.exec(pages.home)?.[1] ?? ''));
  return [
    { what: pageNames.home, transfer: transferOf(pages.home), most: mostBytes.html },
    { what: pageNames.thread, transfer: transferOf(pages.thread), most: mostBytes.html },
    { what: 'script', transfer: await file(linked.script), most: mostBytes.script },
    { what: 'style', transfer: await file(linked.style), most: mostBytes.style },
  ];
}

function transferTable(views: readonly FirstView[]): Table {
  return {
    columns: ['first view', 'kB', 'kB by gzip', 'kB by brotli'],
    rows: views.map(({ what, transfer: { raw, gzip, brotli } }) => [
      what,
      ...[raw, gzip, brotli].map(kilobytes),
    ]),
  };
}

function transferVerdict({ what, transfer, most }: FirstView): Verdict {
  return {
    budget: `First view: ${what} under ${most / 1000} kB compressed`,
    measured: `${kilobytes(transfer.gzip)} kB by gzip`,
    isKept: transfer.gzip < most,
  };
}

function speedVerdict(engine: string, measured: Measured | undefined): Verdict {
  const perSecond = median(measured?.perSecond ?? []);
  return {
    budget: `At least ${leastThreadPages} thread pages a second from one process, ${engine}`,
    measured: `${perSecond.toFixed(0)} a second`,
    isKept: perSecond >= leastThreadPages,
  };
}

export const page: Bench = {
  title: 'A page',
  measure: async (grounds) => {
    const filled = async (tool: RunningTool): Promise<Place> => ({
      tool,
      community: await fillCommunity(grounds.platform, tool, size),
    });
    const [onPostgres, embedded] = [
      await filled(grounds.onPostgres),
      await filled(grounds.embedded),
    ];
    const pages = {
      home: await bodyOf(onPostgres, onPostgres.community.home),
      thread: await bodyOf(onPostgres, onPostgres.community.thread),
    };
    const floor = await startFloor(grounds, pages);

    const ours = ({ tool: { server }, community }: Place, page: PageName): Subject => ({
      name: server.name,
      server,
      status: 200,
      questions: reading(community, page),
    });
    const least = (page: PageName): Subject => ({
      name: floor.name,
      server: floor,
      status: 200,
      questions: reading({ home: '/home', thread: '/thread', cookies: [''] }, page),
    });
    const inTurn = (page: PageName) =>
      inTurns([ours(onPostgres, page), ours(embedded, page), least(page)], pace);
    try {
      const [home, thread] = [await inTurn('home'), await inTurn('thread')];
      const views = await firstViews(onPostgres, pages);
      const speedTable = (page: PageName, measured: readonly Measured[]): Table => ({
        columns: [pageNames[page], ...speedColumns],
        rows: measured.map((one) => [one.name, ...speedCells(one)]),
      });
      return {
        tables: [speedTable('home', home), speedTable('thread', thread), transferTable(views)],
        verdicts: [
          speedVerdict('on PostgreSQL', thread[0]),
          speedVerdict('embedded database', thread[1]),
          ...views.map(transferVerdict),
        ],
      };
    } finally {
      await floor.stop();
    }
  },
};
