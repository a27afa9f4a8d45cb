import { createHash } from 'node:crypto';
import { openLine } from '../../test/support/line.ts';
import { finishUpload, Invented, sendInParts, startUpload } from '../../test/support/uploads.ts';
import type { Bench } from '../harness/bench.ts';
import { fillCommunity, visit, type Visitor } from '../harness/community.ts';
import { costOf } from '../harness/cost.ts';
import { bytesIn } from '../harness/disk.ts';
import { learner } from '../harness/launches.ts';

const sizeBytes = 1024 ** 3;
const partBytes = 16 * 1024 ** 2;
const cuts = 10;
const mostGrowth = 100_000_000;

const course = { id: 'course-upload', label: 'UPL', title: 'Upload' };

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(0);
const seconds = (ms: number) => (ms / 1000).toFixed(1);

interface Upload {
  path: string;
  finishing: number;
  fileId: string;
}

async function upload(
  { url, home, who }: { url: string; home: string; who: Visitor },
  content: Invented,
  through = url,
): Promise<Upload> {
  const place = { house: { url } };
  const path = await startUpload(place, who, home, { name: 'lecture.pdf', sizeBytes });
  await sendInParts({ house: { url: through } }, who, path, { content, partBytes });
  const began = performance.now();
  const { id: fileId } = await finishUpload(place, who, path);
  return { path, finishing: performance.now() - began, fileId };
}

async function hashOf(url: URL, cookie: string): Promise<string> {
  const hash = createHash('sha256');
  const signed = await fetch(url, { headers: { cookie }, redirect: 'manual' });
  const answer = await fetch(new URL(signed.headers.get('location') ?? '', url));
  if (!answer.body) throw new Error(`The file was answered ${answer.status}`);
  for await (const chunk of answer.body) hash.update(chunk);
  return hash.digest('hex');
}

export const uploading: Bench = {
  title: `A file of ${megabytes(sizeBytes)} MB that arrives in parts, its line cut ${cuts} times`,
  measure: async ({ platform, onPostgres }) => {
    const { server, files } = onPostgres;
    const { home } = await fillCommunity(platform, onPostgres, { course, threads: 1, posts: 1 });
    const giver = await visit(platform, onPostgres, learner(0, course));
    const other = await visit(platform, onPostgres, learner(1, course));
    const content = new Invented(sizeBytes, 'a lecture');
    const line = await openLine(Number(new URL(server.url).port));
    line.cutAfter(Math.floor(sizeBytes / (cuts + 2)), cuts);
    const { url } = server;
    const cpuBefore = await server.cpuMs();
    const first = await costOf(server, () =>
      upload({ url, home, who: giver }, content, `http://localhost:${line.port}`),
    );
    const cpuMs = (await server.cpuMs()) - cpuBefore;
    const wasCut = line.cuts();
    await line.close();
    const kept = bytesIn(files);
    const again = await costOf(server, () => upload({ url, home, who: other }, content));
    const keptAgain = bytesIn(files);
    const sha256 = await hashOf(new URL(`/files/${first.made.fileId}`, url), giver.cookie);
    const isSame = sha256 === content.sha256();
    return {
      tables: [
        {
          columns: ['one upload', ''],
          rows: [
            ['bytes', `${sizeBytes}`],
            ['times the line was cut', `${wasCut}`],
            ['seconds in all', seconds(first.ms)],
            ['of these, to make a file of the parts', seconds(first.made.finishing)],
            ['CPU of the server, seconds', seconds(cpuMs)],
            ['memory it grew by at most, MB', megabytes(first.growth)],
            ['the same by somebody else, seconds', seconds(again.ms)],
            ['on disk after the first, MB', megabytes(kept)],
            ['on disk after the second, MB', megabytes(keptAgain)],
          ],
        },
      ],
      verdicts: [
        {
          budget: 'What arrives is what was sent',
          measured: isSame ? 'the same SHA-256' : `another SHA-256: ${sha256}`,
          isKept: isSame && wasCut === cuts,
        },
        {
          budget: `The process grows by less than ${megabytes(mostGrowth)} MB`,
          measured: `${megabytes(first.growth)} MB`,
          isKept: first.growth < mostGrowth,
        },
        {
          budget: 'The same file of two people is stored once',
          measured: `${megabytes(keptAgain - kept)} MB more`,
          isKept: keptAgain === kept,
        },
      ],
    };
  },
};
