import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { z } from 'zod';
import { Broken } from './broken.ts';
import { format, formatVersion, Manifest, manifestPath } from './manifest.ts';
import { parts } from './parts.ts';

/** More entries than any community has, and more than a list of them should hold. */
const mostEntries = 1_000_000;
const mostManifestBytes = 1_000_000;
/** All lines together, and one of them. */
const mostLineBytes = 8 * 1024 ** 3;
const mostBytesOfOne = 5_000_000;

/** What is in a file of an archive. */
export interface Content {
  path: string;
  sizeBytes: number;
  bytes: AsyncIterable<Buffer>;
}

/** An archive that lies on this machine. What it says of itself is checked, what is in it is not yet. */
export interface OpenArchive {
  manifest: Manifest;
  /** The contents of files, one after another. */
  contents: AsyncIterable<Content>;
  contentBytes: number;
  /** The lines of a part, each with its number. @throws Broken where it is not what the manifest says */
  lines(name: string): AsyncIterable<{ value: unknown; line: number }>;
  close(): void;
}

const Fault = z.object({ code: z.string().default(''), message: z.string() });

/** What the package and the unpacking of node say of bytes that are not what they should be. */
function isAboutZip(cause: unknown): boolean {
  const { code = '', message = '' } = Fault.safeParse(cause).data ?? {};
  const words = /too (many|few) bytes|overflows|invalid|CRC|unexpected end/i;
  return code.startsWith('Z_') || words.test(message);
}

/** Unpacks an entry as it is read. @throws Broken where its bytes are not what they should be */
async function* bytesOf(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  try {
    yield* await zip.openReadStreamPromise(entry);
  } catch (cause) {
    throw isAboutZip(cause) ? new Broken('changed', { part: entry.fileName, cause }) : cause;
  }
}

async function manifestIn(zip: ZipFile, entry: Entry | undefined): Promise<Manifest> {
  if (!entry || entry.uncompressedSize > mostManifestBytes) throw new Broken('noArchive');
  const text = (await buffer(bytesOf(zip, entry))).toString();
  const said: unknown = await Promise.resolve(text)
    .then(JSON.parse)
    .catch((cause: unknown) => {
      throw new Broken('manifest', { part: manifestPath, cause });
    });
  const isOurs =
    typeof said === 'object' && said !== null && 'format' in said && said.format === format;
  if (!isOurs) throw new Broken('noArchive');
  const isNewer =
    'version' in said && typeof said.version === 'number' && said.version > formatVersion;
  if (isNewer) throw new Broken('version', { part: manifestPath });
  const manifest = Manifest.safeParse(said);
  if (!manifest.success)
    throw new Broken('manifest', { part: manifestPath, cause: manifest.error });
  return manifest.data;
}

async function* linesIn(
  stream: AsyncIterable<Buffer>,
  { part, sha256, lines }: { part: string; sha256: string; lines: number },
): AsyncGenerator<{ value: unknown; line: number }> {
  const hash = createHash('sha256');
  let rest: Buffer = Buffer.alloc(0);
  let line = 0;
  const read = (bytes: Buffer) => {
    line += 1;
    try {
      const value: unknown = JSON.parse(bytes.toString());
      return { value, line };
    } catch (cause) {
      throw new Broken('line', { part, line, cause });
    }
  };
  for await (const chunk of stream) {
    hash.update(chunk);
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      yield read(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
    }
    if (rest.length > mostBytesOfOne) throw new Broken('large', { part, line: line + 1 });
  }
  const isWhole = rest.length === 0 && line === lines && hash.digest('hex') === sha256;
  if (!isWhole) throw new Broken('changed', { part });
}

/** Entries by their paths, without those for people to read. @throws Broken */
async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const wanted = new Set([manifestPath, ...parts.map(({ name }) => `${name}.jsonl`)]);
  const entries = new Map<string, Entry>();
  if (zip.entryCount > mostEntries) throw new Broken('large');
  let lineBytes = 0;
  for await (const entry of zip.eachEntry()) {
    const { fileName: path } = entry;
    if (!wanted.has(path) && !path.startsWith('files/')) continue;
    if (!entry.canDecodeFileData() || entries.has(path))
      throw new Broken('noArchive', { part: entry.fileName });
    if (wanted.has(path)) lineBytes += entry.uncompressedSize;
    entries.set(path, entry);
  }
  if (lineBytes > mostLineBytes) throw new Broken('large');
  return entries;
}

/**
 * Opens an archive. The package checks names and sizes: nothing unpacks to more than its head says.
 *
 * @throws Broken where it is none of ours
 */
export async function openArchive(path: string): Promise<OpenArchive> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(
    (cause: unknown) => {
      throw new Broken('noArchive', { cause });
    },
  );
  try {
    const entries = await entriesOf(zip).catch((cause: unknown) => {
      throw cause instanceof Broken ? cause : new Broken('noArchive', { cause });
    });
    const manifest = await manifestIn(zip, entries.get(manifestPath));
    const files = [...entries].filter(([name]) => name.startsWith('files/'));
    return {
      manifest,
      contentBytes: files.reduce((sum, [, { uncompressedSize }]) => sum + uncompressedSize, 0),
      contents: (async function* contents() {
        for (const [name, entry] of files)
          yield { path: name, sizeBytes: entry.uncompressedSize, bytes: bytesOf(zip, entry) };
      })(),
      lines: async function* lines(name) {
        const part = `${name}.jsonl`;
        const entry = entries.get(part);
        const facts = manifest.parts.find((known) => known.name === name);
        if (!entry || !facts) throw new Broken('missing', { part });
        yield* linesIn(bytesOf(zip, entry), { part, ...facts });
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}
