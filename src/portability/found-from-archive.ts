import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { record } from '../activity/index.ts';
import { takeUp } from '../communities/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { Conflict } from '../errors.ts';
import { FileRefused, keepAsItIs, type FileStore } from '../files/index.ts';
import { dayOf } from '../people/index.ts';
import { analyzeWhatGrew, insertAll, insertArrived } from './arrival-store.ts';
import { arrivingOf, namelessId, type Arriving } from './arriving.ts';
import { Broken } from './broken.ts';
import { updateDone, updateProgress, type ArchiveImport } from './import-store.ts';
import { folderOf } from './naming.ts';
import type { Content, OpenArchive } from './open-archive.ts';
import type { WayIn } from './parts/part.ts';
import { waysIn } from './ways-in.ts';

/** What founding from an archive stands on. */
export interface Founding {
  db: Database;
  files: FileStore;
  publicUrl: URL;
  now: () => Date;
}

interface Run {
  founding: Founding;
  brought: ArchiveImport;
  archive: OpenArchive;
  arriving: Arriving;
  signal: AbortSignal;
}

async function tell({ founding: { db }, brought }: Run, percent: number): Promise<void> {
  const progress = { state: 'checking' as const, percent: Math.min(99, Math.floor(percent)) };
  await db.within(brought.organizationId, (tx) => updateProgress(tx, brought.id, progress));
}

/** Brings one content to this machine, and keeps it. @throws Broken */
async function keepContent(
  { founding, brought, arriving }: Run,
  { path, bytes }: Content,
): Promise<number> {
  const lying = join(founding.files.incoming, randomUUID());
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    const measured = async function* measured() {
      for await (const chunk of bytes) {
        hash.update(chunk);
        sizeBytes += chunk.length;
        yield chunk;
      }
    };
    await pipeline(measured(), createWriteStream(lying, { flags: 'wx', mode: 0o600 }));
    const content = { sha256: hash.digest('hex'), sizeBytes };
    if (!path.startsWith(folderOf(content.sha256))) throw new Broken('changed', { part: path });
    const file = { path: lying, name: basename(path), content };
    const kept = await keepAsItIs(founding, brought.organizationId, file);
    arriving.contents.set(content.sha256, kept);
    return sizeBytes;
  } catch (cause) {
    if (cause instanceof FileRefused) throw new Broken('file', { part: path, cause });
    throw cause;
  } finally {
    await rm(lying, { force: true });
  }
}

async function keepContents(run: Run): Promise<void> {
  const { archive, founding, signal } = run;
  const { uploadBytes, communityBytes } = founding.files.limits;
  if (archive.contentBytes > communityBytes) throw new Broken('full');
  let done = 0;
  let told = Date.now();
  for await (const content of archive.contents) {
    signal.throwIfAborted();
    if (content.sizeBytes > uploadBytes) throw new Broken('large', { part: content.path });
    done += await keepContent(run, content);
    if (Date.now() - told < 1000) continue;
    told = Date.now();
    await tell(run, (done / Math.max(1, archive.contentBytes)) * 70);
  }
}

/** What archives of its version hold. */
const waysOf = ({ archive: { manifest } }: Run) =>
  waysIn.filter(({ since }) => since <= manifest.version);

/** Looks at every line before anything is founded. @throws Broken */
async function checkPart(
  { archive, arriving, signal }: Run,
  { name, check }: WayIn,
): Promise<void> {
  for await (const { value, line } of archive.lines(name)) {
    if (line % 1000 === 0) signal.throwIfAborted();
    try {
      check(value, arriving);
    } catch (cause) {
      const isAboutIt = cause instanceof Broken || cause instanceof z.ZodError;
      if (!isAboutIt) throw cause;
      const problem = cause instanceof Broken ? cause.problem : 'line';
      throw new Broken(problem, { part: `${name}.jsonl`, line, cause });
    }
  }
}

async function checkAll(run: Run): Promise<void> {
  const { topics } = run.archive.manifest.community;
  for (const { id } of topics) run.arriving.known.topics.add(id);
  const ways = waysOf(run);
  for (const [index, way] of ways.entries()) {
    await checkPart(run, way);
    await tell(run, 70 + ((index + 1) / ways.length) * 29);
  }
  for (const { posts } of run.arriving.known.threads.values())
    if (posts === 0) throw new Broken('missing', { part: 'posts.jsonl' });
}

/** What is made of so many lines at once is gone before it would count as memory that stays. */
const linesAtOnce = 25;
const linesBetweenLooks = 40 * linesAtOnce;

async function keepPart(
  tx: Transaction,
  { archive, arriving }: Run,
  { name, keep }: WayIn,
): Promise<void> {
  let lines: unknown[] = [];
  for await (const { value, line } of archive.lines(name)) {
    lines.push(value);
    if (lines.length < linesAtOnce) continue;
    await keep(tx, arriving, lines);
    lines = [];
    if (line % linesBetweenLooks === 0) await analyzeWhatGrew(tx);
  }
  if (lines.length > 0) await keep(tx, arriving, lines);
}

/** Founds it with all that it holds, or leaves nothing of it. */
async function foundAll(tx: Transaction, run: Run): Promise<void> {
  const { founding, brought, archive, arriving } = run;
  const { organizationId, communityId, personId, idOf, wordsOf } = arriving;
  const { id: _, ...community } = archive.manifest.community;
  const { purpose, activities, contributions, conduct, rhythm } = community;
  const facts = {
    ...community,
    purpose: wordsOf(purpose),
    activities: wordsOf(activities),
    contributions: wordsOf(contributions),
    conduct: wordsOf(conduct),
    rhythm: wordsOf(rhythm),
    topics: community.topics.map(({ id, name }) => ({ id: idOf(id), name })),
  };
  await insertArrived(tx, { organizationId, communityId, createdBy: personId }, facts);
  const nameless = Array.from({ length: arriving.nameless.people }, (_, index) => ({
    organizationId,
    id: namelessId(arriving, index + 1),
  }));
  await insertAll(tx, 'persons', nameless);
  for (const way of waysOf(run)) await keepPart(tx, run, way);
  for (const work of arriving.later) await work(tx);
  const founder = { organizationId, courseId: brought.courseId, personId };
  await takeUp(tx, founder, { communityId, today: dayOf(founding.now(), null) });
  await record(tx, {
    organizationId,
    communityId,
    personId,
    verb: 'founded',
    objectKind: 'community',
    objectId: communityId,
  });
  await updateDone(tx, brought.id, communityId);
}

/**
 * Founds a community from an archive: first everything is looked at and contents are kept, then all the rest
 * is written in one transaction.
 *
 * @throws Broken where something is wrong with it; nothing of it is there then but contents that nobody holds
 */
export async function foundFromArchive(
  founding: Founding,
  brought: ArchiveImport,
  { archive, signal }: { archive: OpenArchive; signal: AbortSignal },
): Promise<void> {
  const { organizationId, begunBy: personId } = brought;
  const { db, publicUrl } = founding;
  const arriving = arrivingOf({
    organizationId,
    communityId: newId(),
    personId,
    origin: publicUrl.origin,
    key: randomUUID(),
  });
  const run = { founding, brought, archive, arriving, signal };
  await keepContents(run);
  await checkAll(run);
  const progress = { state: 'founding' as const, percent: 99 };
  await db.within(organizationId, (tx) => updateProgress(tx, brought.id, progress));
  try {
    await db.within(organizationId, (tx) => foundAll(tx, run));
  } catch (cause) {
    throw cause instanceof Conflict ? new Broken('home', { cause }) : cause;
  }
}
