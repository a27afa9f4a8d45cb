import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { openFiles, type Bucket } from '../../src/files/index.ts';
import { openBucket, type BucketServer } from '../support/bucket.ts';
import { engine } from '../support/database.ts';
import { temporaryFolder } from '../support/house.ts';
import { openLine } from '../support/line.ts';
import { ana, tutors } from '../support/platform/launch-claims.ts';
import { finishUpload, Invented, sendInParts, startUpload } from '../support/uploads.ts';
import { foundCommunity, type Visitor } from '../support/world.ts';
import { openTwoPrograms, type TwoPrograms } from './two-programs.ts';

const mb = 1024 * 1024;
const partBytes = 8 * mb;
const mostGrowth = 100 * mb;

function memoryOf(pid: number): number {
  const [, kilobytes = '0'] =
    /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** The most that the processes took while this went on, beyond what they had before. */
async function growthWhile(pids: readonly number[], work: () => Promise<void>): Promise<number> {
  const before = pids.map(memoryOf);
  let most = 0;
  const look = setInterval(() => {
    for (const [index, pid] of pids.entries())
      most = Math.max(most, memoryOf(pid) - (before[index] ?? 0));
  }, 50);
  await work().finally(() => clearInterval(look));
  return most;
}

const bucketSettings = ({ endpoint, name, keyId, secretKey }: Bucket) => ({
  S3_ENDPOINT: endpoint ?? '',
  S3_BUCKET: name,
  S3_KEY_ID: keyId,
  S3_SECRET_KEY: secretKey,
});

/** Two processes need a database that two may open. */
describe.runIf(engine === 'postgresql').each([
  ['one folder', 200 * mb],
  ['one bucket', 60 * mb],
])('two processes with %s', (where, sizeBytes) => {
  let two: TwoPrograms;
  let server: BucketServer | null = null;
  const folder = temporaryFolder();
  let home: string;
  let teacher: Visitor;
  let growth: number;

  beforeAll(async () => {
    if (where === 'one bucket') server = await openBucket();
    two = await openTwoPrograms(server ? bucketSettings(server.bucket) : { DATA_DIR: folder.path });
    teacher = await two.launch({ person: ana, role: 'instructor', course: tutors });
    home = await foundCommunity(teacher);
  }, 60_000);

  afterAll(async () => {
    await two.close();
    await server?.close();
    folder.remove();
  });

  async function kept(): Promise<string[]> {
    const fileLimits = { fileBytes: 0, uploadBytes: 0, communityBytes: 0, organizationBytes: 0 };
    const bucket = server?.bucket ?? null;
    const { storage } = await openFiles({
      filesDirectory: `${folder.path}/files`,
      bucket,
      fileLimits,
      scanner: null,
    });
    const found = [];
    for await (const { sha256 } of storage.list()) found.push(sha256);
    return found;
  }

  async function upload(content: Invented, url: string): Promise<void> {
    const { sizeBytes: size } = content;
    const through = { house: { url: two.balancer.url } };
    const path = await startUpload(through, teacher, home, {
      name: 'lecture.pdf',
      sizeBytes: size,
    });
    await sendInParts({ house: { url } }, teacher, path, { content, partBytes });
    await finishUpload(through, teacher, path);
  }

  it('take in a large file that is cut ten times, each some parts of it', async () => {
    const content = new Invented(sizeBytes, 'a lecture');
    await upload(new Invented(20 * mb, 'to warm up'), two.balancer.url);
    const line = await openLine(Number(new URL(two.balancer.url).port));
    line.cutAfter(Math.floor(sizeBytes / 12), 10);
    growth = await growthWhile(
      two.programs.map(({ pid }) => pid),
      () => upload(content, `http://localhost:${line.port}`),
    );
    const cuts = line.cuts();
    await line.close();

    expect(cuts).toBe(10);
    expect(await kept()).toContain(content.sha256());
    for (const port of two.ports) expect(two.balancer.served.get(port)).toBeGreaterThan(3);
  }, 180_000);

  // What a bucket is sent waits in buffers of a size of its own, above that of the file here.
  it.runIf(where === 'one folder')('do so in less memory than the file would take', () => {
    expect(growth).toBeLessThan(mostGrowth);
  });
});
