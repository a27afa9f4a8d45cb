import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { AskFor, Job, Jobs } from '../jobs/index.ts';
import { Broken } from './broken.ts';
import { foundFromArchive, type Founding } from './found-from-archive.ts';
import { findImport, updateFailed, type ArchiveImport } from './import-store.ts';
import { openArchive } from './open-archive.ts';

const Which = z.object({ organizationId: z.uuid(), importId: z.uuid() });
type Which = z.infer<typeof Which>;
export type AskForImport = AskFor<Which>;

/** Brings the archive to this machine: another may have taken it in. */
async function readIn(
  founding: Founding,
  brought: ArchiveImport,
  signal: AbortSignal,
): Promise<void> {
  const { spool, incoming } = founding.files;
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const path = join(incoming, randomUUID());
  try {
    const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    await pipeline(await spool.open(brought.spoolName), file, { signal });
    const archive = await openArchive(path);
    try {
      await foundFromArchive(founding, brought, { archive, signal });
    } finally {
      archive.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}

async function work(
  founding: Founding,
  { organizationId, importId }: Which,
  signal: AbortSignal,
): Promise<void> {
  const { db, files } = founding;
  const brought = await db.within(organizationId, (tx) => findImport(tx, importId));
  if (!brought || ['ready', 'done', 'failed'].includes(brought.state)) return;
  try {
    await readIn(founding, brought, signal);
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    await db.within(organizationId, (tx) => updateFailed(tx, importId, error));
  }
  // What cannot be deleted now is tidied away with what never arrived whole.
  await files.spool.delete(brought.spoolName).catch(() => {});
}

/** Hands the founding from archives to the background. */
export function registerImportJob(jobs: Pick<Jobs, 'register'>, founding: Founding): AskForImport {
  const job: Job<Which> = {
    name: 'import-archive',
    payload: Which,
    atOnce: 1,
    limitSeconds: 3 * 3600,
    retries: 2,
    firstPauseSeconds: 30,
    work: (which, signal) => work(founding, which, signal),
    givenUp: ({ organizationId, importId }) =>
      founding.db.within(organizationId, (tx) =>
        updateFailed(tx, importId, { problem: 'unexpected', part: null, line: null }),
      ),
  };
  return jobs.register(job);
}
