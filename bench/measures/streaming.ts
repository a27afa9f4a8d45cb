import { get, type IncomingMessage } from 'node:http';
import { setInterval } from 'node:timers';
import { Invented, finishUpload, sendInParts, startUpload } from '../../test/support/uploads.ts';
import type { Bench, Verdict } from '../harness/bench.ts';
import { fillCommunity, visit, type Visitor } from '../harness/community.ts';
import { learner } from '../harness/launches.ts';
import { inTurns, speedCells, speedColumns, type Subject } from '../harness/rounds.ts';
import { percentile } from '../harness/statistics.ts';
import type { RunningTool } from '../harness/tools.ts';

const viewers = 200;
/** A lecture with a picture of 720 lines. */
const bytesPerSecond = 2_500_000 / 8;
/** A player that was given more than this ahead of time lets the rest wait. */
const aheadSeconds = 2;
const sizeBytes = 200 * 1024 ** 2;
const partBytes = 16 * 1024 ** 2;
const pace = { rounds: 5, count: 200, inFlight: 1 };
const mostP99Ms = 60;
/** Whoever got less than this of what they played by then had to wait. */
const leastShare = 0.99;

const course = { id: 'course-streaming', label: 'WAT', title: 'Streaming' };
/** The first box of an MP4. */
const head = Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1');

/** Somebody who watches: how much they got, and how much they would have played by now. */
class Viewer {
  #gotBytes = 0;
  #from: number;
  #answer: IncomingMessage | null = null;
  readonly #url: URL;
  readonly #began = performance.now();
  #isOver = false;

  constructor(url: URL, from: number) {
    this.#url = url;
    this.#from = from;
    this.#watch();
  }

  #playable(): number {
    return ((performance.now() - this.#began) / 1000) * bytesPerSecond;
  }

  /** From its place to the end, and then from the beginning again. */
  #watch(): void {
    if (this.#isOver) return;
    const headers = { range: `bytes=${this.#from}-` };
    const request = get(this.#url, { headers, agent: false }, (answer) => {
      this.#answer = answer;
      if (answer.statusCode !== 206) throw new Error(`A part was answered ${answer.statusCode}`);
      answer.on('data', (chunk: Buffer) => {
        this.#gotBytes += chunk.length;
        this.tend();
      });
      answer.once('end', () => this.#watch());
      answer.on('error', () => {});
    });
    request.on('error', () => {});
    this.#from = 0;
  }

  /** Lets more come, or not, as a player does. */
  tend(): void {
    const isAhead = this.#gotBytes > this.#playable() + aheadSeconds * bytesPerSecond;
    if (isAhead) this.#answer?.pause();
    else this.#answer?.resume();
  }

  /** How much of what was to be played by now has come; 1 where nobody waits. */
  share(): number {
    return Math.min(1, this.#gotBytes / this.#playable());
  }

  leave(): number {
    const share = this.share();
    this.#isOver = true;
    this.#answer?.destroy();
    return share;
  }
}

async function shareLecture({ server }: RunningTool, home: string, giver: Visitor) {
  const place = { house: { url: server.url } };
  const content = new Invented(sizeBytes, 'a lecture', head);
  const path = await startUpload(place, giver, home, { name: 'lecture.mp4', sizeBytes });
  await sendInParts(place, giver, path, { content, partBytes });
  return finishUpload(place, giver, path);
}

const signedIn = (html: string) =>
  /"(\/files\/[0-9a-f-]{36}\?s=[^"]+)"/.exec(html.replaceAll('&#x3D;', '='))?.[1] ?? '';

export const streaming: Bench = {
  title: `${viewers} people who watch at once, from disk`,
  measure: async ({ platform, onPostgres }) => {
    const { server } = onPostgres;
    const filled = await fillCommunity(platform, onPostgres, { course, threads: 8, posts: 50 });
    const { home, thread, cookies } = filled;
    const giver = await visit(platform, onPostgres, learner(0, course));
    const { markdown } = await shareLecture(onPostgres, home, giver);
    const shown = await giver.send(await giver.get(`${home}/threads/new`), {
      kind: 'discussion',
      title: 'The lecture of last week',
      body: markdown,
    });
    const links = [];
    for (let number = 0; number < viewers; number += 1) {
      const viewer = await visit(platform, onPostgres, learner(number, course));
      links.push(new URL(signedIn((await viewer.get(shown)).body), server.url));
    }
    const subjectOf = (name: string, path: string): Subject => ({
      name,
      server,
      status: 200,
      questions: (count) =>
        Array.from({ length: count }, (_, number) => ({
          method: 'GET',
          path,
          headers: { cookie: cookies[number % cookies.length] ?? '' },
        })),
    });
    const subjects = [
      subjectOf('front page', home),
      subjectOf('thread of 50 posts', thread.replace('?from=1', '')),
    ];
    const alone = await inTurns(subjects, pace);
    const before = await server.rssBytes();
    const watching = links.map(
      (link, number) => new Viewer(link, Math.floor((sizeBytes / viewers) * number)),
    );
    const tending = setInterval(() => watching.forEach((viewer) => viewer.tend()), 100);
    const beside = await inTurns(subjects, pace);
    const after = await server.rssBytes();
    clearInterval(tending);
    const shares = watching.map((viewer) => viewer.leave());
    const waited = shares.filter((share) => share < leastShare).length;
    const megabitsPerSecond = ((bytesPerSecond * 8 * viewers) / 1_000_000).toFixed(0);
    const verdicts: Verdict[] = beside.map(({ name, latenciesMs }) => {
      const p99 = percentile(latenciesMs, 99);
      return {
        budget: `While ${viewers} watch, ${name} within ${mostP99Ms} ms at p99`,
        measured: `${p99.toFixed(1)} ms`,
        isKept: p99 <= mostP99Ms,
      };
    });
    return {
      tables: [
        {
          columns: ['nobody watches', ...speedColumns],
          rows: alone.map((one) => [one.name, ...speedCells(one)]),
        },
        {
          columns: [`${viewers} watch, ${megabitsPerSecond} Mbit/s in all`, ...speedColumns],
          rows: beside.map((one) => [one.name, ...speedCells(one)]),
        },
        {
          columns: ['those who watch', ''],
          rows: [
            ['who had to wait', `${waited}`],
            ['memory more for each, kB', ((after - before) / viewers / 1000).toFixed(0)],
          ],
        },
      ],
      verdicts: [
        ...verdicts,
        {
          budget: 'Nobody who watches has to wait',
          measured: `${waited} of ${viewers} had to`,
          isKept: waited === 0,
        },
      ],
    };
  },
};
