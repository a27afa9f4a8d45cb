import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { z } from 'zod';
import type { Bench, Table } from '../harness/bench.ts';
import { fillCommunity, visit } from '../harness/community.ts';
import { startProxy } from '../harness/compressing-proxy.ts';
import { learner } from '../harness/launches.ts';
import { median } from '../harness/statistics.ts';
import { kilobytes } from '../harness/transfer.ts';

const course = { id: 'course-reading', label: 'REA', title: 'Reading' };
const size = { course, threads: 1, posts: 50 };
const rounds = 5;
/** What the page still asks for after it was loaded is counted, too. */
const quietMs = 1000;
const most = { slowColdMs: 2500 };

/** Of a phone that is far from its mast. */
const slow4g = {
  offline: false,
  latency: 150,
  downloadThroughput: (1.6 * 1_000_000) / 8,
  uploadThroughput: (0.75 * 1_000_000) / 8,
};

/** Notes when the words of the first new post are on screen, in milliseconds after the navigation began. */
const watching = `
  window.shownAt = new Promise((done) => {
    const look = () => requestAnimationFrame(() => {
      const words = document.querySelector('#first-unread ~ li .prose, .post .prose');
      const box = words && words.getBoundingClientRect();
      if (!box || box.height === 0 || box.top > innerHeight) return look();
      requestAnimationFrame(() => done(performance.now()));
    });
    look();
  });`;

interface Visit {
  shownMs: number;
  requests: number;
  /** As they came over the wire, heads and all, by kind. */
  bytes: Map<string, number>;
}

const kinds = ['Document', 'Stylesheet', 'Script', 'Font', 'Image'];
const kindOf = (type: string) => (kinds.includes(type) ? type : 'Other');

function count(session: CDPSession) {
  const typeOf = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (!response.fromDiskCache && !response.url.startsWith('data:')) typeOf.set(requestId, type);
  });
  session.on('Network.requestServedFromCache', ({ requestId }) => typeOf.delete(requestId));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const type = typeOf.get(requestId);
    if (type) bytes.set(kindOf(type), (bytes.get(kindOf(type)) ?? 0) + encodedDataLength);
  });
  return { bytes, requests: () => typeOf.size };
}

async function open(page: Page, url: string, isSlow: boolean): Promise<Visit> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  if (isSlow) await session.send('Network.emulateNetworkConditions', slow4g);
  const counted = count(session);
  await page.goto(url, { waitUntil: 'load' });
  const shownMs = z.number().parse(await page.evaluate('window.shownAt'));
  await page.waitForTimeout(quietMs);
  await session.detach();
  return { shownMs, requests: counted.requests(), bytes: counted.bytes };
}

/** A first visit, and one that finds everything in the cache that may be kept there. */
async function visits(browser: Browser, url: string, isSlow: boolean) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  await context.addInitScript(watching);
  try {
    const first = await context.newPage();
    const cold = await open(first, url, isSlow);
    await first.close();
    const warm = await open(await context.newPage(), url, isSlow);
    return { cold, warm };
  } finally {
    await context.close();
  }
}

function rowOf(what: string, seen: readonly Visit[]): string[] {
  const [any] = seen;
  const sum = [...(any?.bytes.values() ?? [])].reduce((total, part) => total + part, 0);
  return [
    what,
    median(seen.map(({ shownMs }) => shownMs)).toFixed(0),
    `${any?.requests ?? 0}`,
    kilobytes(sum),
    ...[...kinds, 'Other'].map((kind) => kilobytes(any?.bytes.get(kind) ?? 0)),
  ];
}

export const reading: Bench = {
  title: 'Reading a thread of 50 posts in Chromium, by somebody to whom all of it is new',
  measure: async ({ platform, onPostgres }) => {
    const community = await fillCommunity(platform, onPostgres, size);
    const newcomer = await visit(platform, onPostgres, learner(50, course));
    const proxy = await startProxy(onPostgres.server.url);
    proxy.cookie = newcomer.cookie;
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    // A peek leaves the posts new for the next visit.
    const url = `${proxy.url}${community.thread}&peek=1`;
    const seen = {
      fast: { cold: new Array<Visit>(), warm: new Array<Visit>() },
      slow: { cold: new Array<Visit>(), warm: new Array<Visit>() },
    };
    try {
      await visits(browser, url, false);
      for (let round = 0; round < rounds; round += 1) {
        for (const pace of ['fast', 'slow'] as const) {
          const { cold, warm } = await visits(browser, url, pace === 'slow');
          seen[pace].cold.push(cold);
          seen[pace].warm.push(warm);
        }
      }
    } finally {
      await browser.close();
      await proxy.close();
    }
    const table: Table = {
      columns: ['visit', 'first new post shown, ms', 'requests', 'kB in all', ...kinds, 'Other'],
      rows: [
        rowOf('first, unthrottled', seen.fast.cold),
        rowOf('again, unthrottled', seen.fast.warm),
        rowOf('first, slow 4G', seen.slow.cold),
        rowOf('again, slow 4G', seen.slow.warm),
      ],
    };
    const slowCold = median(seen.slow.cold.map(({ shownMs }) => shownMs));
    return {
      tables: [table],
      verdicts: [
        {
          budget: `First visit on slow 4G: the first new post is shown within ${most.slowColdMs / 1000} s`,
          measured: `${slowCold.toFixed(0)} ms`,
          isKept: slowCold <= most.slowColdMs,
        },
      ],
    };
  },
};
