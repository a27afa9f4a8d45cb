import { buffer } from 'node:stream/consumers';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { isUnmeant, pathIn, type Source } from './source.ts';
import { Unreadable } from './unreadable.ts';

const mostEntries = 2000;
/** All that a ZIP unpacks to. */
const mostBytes = 200_000_000;

/** A ZIP that lies on this machine, whose files are unpacked one by one as they are read. */
interface OpenZip {
  sources: Source[];
  close: () => void;
}

const damaged = (cause: unknown): never => {
  throw cause instanceof Unreadable ? cause : new Unreadable('damaged', { cause });
};

const unpack = async (zip: ZipFile, entry: Entry): Promise<Buffer> =>
  buffer(await zip.openReadStreamPromise(entry)).catch(damaged);

async function sourcesIn(zip: ZipFile): Promise<Source[]> {
  if (zip.entryCount > mostEntries) throw new Unreadable('large');
  const sources: Source[] = [];
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    const { fileName, uncompressedSize: sizeBytes } = entry;
    if (fileName.endsWith('/') || isUnmeant(fileName)) continue;
    if (!entry.canDecodeFileData()) throw new Unreadable('damaged');
    bytes += sizeBytes;
    if (bytes > mostBytes) throw new Unreadable('large');
    sources.push({ path: pathIn(fileName), sizeBytes, read: () => unpack(zip, entry) });
  }
  return sources;
}

/**
 * Opens a ZIP. The package refuses names that lead out of it, and nothing unpacks to more than its head says.
 *
 * @throws Unreadable
 */
export async function openZip(path: string): Promise<OpenZip> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(damaged);
  try {
    return { sources: await sourcesIn(zip), close: () => zip.close() };
  } catch (cause) {
    zip.close();
    return damaged(cause);
  }
}
