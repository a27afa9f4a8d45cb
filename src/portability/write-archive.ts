import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { newId } from '../db/index.ts';
import type { FileStore } from '../files/index.ts';
import { communityLeaving } from './community-store.ts';
import { contentsOf, readMe } from './introduction.ts';
import { inPages, type Leaving } from './leaving.ts';
import {
  format,
  formatVersion,
  manifestPath,
  type CommunityFacts,
  type Manifest,
  type PartFacts,
} from './manifest.ts';
import { contentPath } from './naming.ts';
import { filesLeaving, type FileRow } from './parts/file-store.ts';
import { parts } from './parts.ts';
import type { Part } from './parts/part.ts';
import { keeping } from './refer.ts';
import { sendZip, type Entry } from './zip.ts';

/** What is packed in itself. */
const packed = /^(image|audio|video)\/|^application\/(pdf|zip|epub\+zip|vnd\.o)/;

const charterParts = ['purpose', 'activities', 'contributions', 'conduct', 'rhythm'] as const;

/** The community itself, its words as an archive holds them. */
async function factsOf(leaving: Leaving): Promise<CommunityFacts> {
  return leaving.db.within(leaving.organizationId, async (tx) => {
    const community = await communityLeaving(tx, leaving);
    const keep = await keeping(
      tx,
      leaving,
      charterParts.map((part) => community[part]),
    );
    const words = charterParts.map((part) => [part, keep(community[part])]);
    return { ...community, ...Object.fromEntries(words) };
  });
}

/** Opens contents one after another, each once; those that the storage has lost are noted and left out. */
async function* contents(leaving: Leaving, { storage }: FileStore): AsyncGenerator<Entry> {
  const { organizationId } = leaving;
  const written = new Set<string>();
  const entryOf = async ({ id, sha256, name, mediaType, sizeBytes }: FileRow) => {
    const path = contentPath({ sha256, name });
    const place = { organizationId, sha256 };
    if (!(await storage.has(place))) leaving.lost.add(id);
    if (leaving.lost.has(id) || written.has(path)) return null;
    written.add(path);
    const content = await storage.open(place);
    return { path, content, isPacked: packed.test(mediaType), sizeBytes };
  };
  for await (const files of inPages(leaving, (tx, page) => filesLeaving(tx, leaving, page)))
    for (const file of files) {
      const entry = await entryOf(file);
      if (entry) yield entry;
    }
}

async function* documents(leaving: Leaving): AsyncGenerator<Entry> {
  for (const { documents: ofPart } of parts)
    if (ofPart) for await (const { path, content } of ofPart(leaving)) yield { path, content };
}

/** The lines of a part, counted and hashed as they go. */
function linesOf({ name, leave }: Part, leaving: Leaving) {
  const facts: PartFacts = { name, lines: 0, sha256: '' };
  const hash = createHash('sha256');
  async function* content(): AsyncGenerator<string> {
    for await (const lines of leave(leaving)) {
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
      facts.lines += lines.length;
      hash.update(text);
      yield text;
    }
    facts.sha256 = hash.digest('hex');
  }
  return { facts, entry: { path: `${name}.jsonl`, content: content() } };
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

async function* entriesOf(leaving: Leaving, files: FileStore): AsyncGenerator<Entry> {
  const community = await factsOf(leaving);
  yield { path: 'README.md', content: readMe(leaving, community) };
  yield { path: 'index.md', content: contentsOf(leaving, community) };
  yield* contents(leaving, files);
  yield* documents(leaving);
  const written: PartFacts[] = [];
  for (const part of parts) {
    const { facts, entry } = linesOf(part, leaving);
    yield entry;
    written.push(facts);
  }
  const { madeAt } = leaving;
  const manifest: Manifest = {
    format,
    version: formatVersion,
    id: newId(),
    madeAt,
    community,
    parts: written,
  };
  yield { path: manifestPath, content: once(`${JSON.stringify(manifest, null, 2)}\n`) };
}

/**
 * Writes a whole community as a ZIP, no faster than it is read: it is never in memory, and nothing in the
 * database stays open while whoever reads it takes their time.
 */
export function writeArchive(leaving: Leaving, files: FileStore, into: Writable): Promise<void> {
  return sendZip(entriesOf(leaving, files), { into, madeAt: leaving.madeAt });
}
