import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileLimits } from './file.ts';
import { Measure, whatComes } from './measure.ts';
import {
  ContentMissing,
  type Content,
  type FileStore,
  type Place,
  type Spool,
  type Storage,
} from './storage.ts';

/** What is still arriving lies on the same disk as where it will lie. */
export const incomingFolder = (root: string): string => join(root, 'incoming');

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A name that was given to a file outlives a power cut once its folder is on the disk. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Deletes what was last written to before this moment. */
export async function tidyFolder(folder: string, before: Date): Promise<void> {
  for await (const name of namesIn(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && found.mtime < before) await rm(path, { force: true });
  }
}

async function* namesIn(path: string): AsyncGenerator<string> {
  if (!(await isThere(path))) return;
  for await (const { name } of await opendir(path)) yield name;
}

/** Writes it to the disk itself. */
async function write(content: Readable, path: string): Promise<Content> {
  const measure = new Measure();
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  await pipeline(content, (chunks: AsyncIterable<Buffer>) => measure.pass(chunks), file);
  return measure.content();
}

/** Keeps contents as files below this folder, 256 folders for each organization. */
function diskStorage(root: string): Storage {
  const pathOf = ({ organizationId, sha256 }: Place) =>
    join(root, organizationId, sha256.slice(0, 2), sha256);

  async function moveIn(arrived: string, place: Place): Promise<void> {
    const path = pathOf(place);
    if (await isThere(path)) return;
    const folder = dirname(path);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(arrived, path);
    await syncFolder(folder);
    await syncFolder(dirname(folder));
  }

  async function* listOf(organizationId: string): AsyncGenerator<Place & Content> {
    for await (const prefix of namesIn(join(root, organizationId))) {
      for await (const sha256 of namesIn(join(root, organizationId, prefix))) {
        const place = { organizationId, sha256 };
        yield { ...place, sizeBytes: (await stat(pathOf(place))).size };
      }
    }
  }

  return {
    put: async (organizationId, content) => {
      await mkdir(incomingFolder(root), { recursive: true, mode: 0o700 });
      const arriving = join(incomingFolder(root), randomUUID());
      try {
        const arrived = await write(content, arriving);
        await moveIn(arriving, { organizationId, sha256: arrived.sha256 });
        return arrived;
      } finally {
        await rm(arriving, { force: true });
      }
    },
    has: (place) => isThere(pathOf(place)),
    open: async (place, range) => {
      try {
        const file = await open(pathOf(place));
        return file.createReadStream(range && { start: range.first, end: range.last });
      } catch (cause) {
        throw new ContentMissing(`No content ${place.sha256}`, { cause });
      }
    },
    delete: (place) => rm(pathOf(place), { force: true }),
    async *list() {
      for await (const name of namesIn(root)) {
        if (join(root, name) !== incomingFolder(root)) yield* listOf(name);
      }
    },
    tidy: (before) => tidyFolder(incomingFolder(root), before),
  };
}

/** Parts lie where everything arrives, so that the same broom takes them away. */
function diskSpool(folder: string): Spool {
  return {
    keep: async (content) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = randomUUID();
      const { sizeBytes } = await write(Readable.from(whatComes(content)), join(folder, name));
      return { name, sizeBytes };
    },
    open: async (name) => {
      try {
        return (await open(join(folder, name))).createReadStream();
      } catch (cause) {
        throw new ContentMissing(`No part ${name}`, { cause });
      }
    },
    delete: (name) => rm(join(folder, name), { force: true }),
  };
}

/** Files in a folder of this machine, or of all machines that run the program. */
export function filesOnDisk(root: string, limits: FileLimits): FileStore {
  const incoming = incomingFolder(root);
  return {
    storage: diskStorage(root),
    spool: diskSpool(incoming),
    incoming,
    limits,
    scanner: null,
  };
}
