import type { Writable } from 'node:stream';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { archiveFormat, createTally, type Entry, type Header, type Tallies } from './format.ts';
import { historyOf } from './history.ts';
import { inTransaction, isThere, openPlace, snapshot, type Place } from './place.ts';
import { ArchiveRefused } from './refusal.ts';
import { everyRow, speakPlainly, tablesOf } from './tables.ts';

export interface ArchivedSecret {
  secretFingerprint: string;
  /** Present only where the archive is to hold it. */
  secret?: string;
}

async function* entriesOf(client: pg.ClientBase, tallies: Tallies): AsyncGenerator<Entry> {
  for await (const { table, rows } of everyRow(client, await tablesOf(client))) {
    const tally = createTally();
    yield { kind: 'table', name: table.name, columns: table.columns.map(({ name }) => name) };
    for await (const row of rows) {
      tally.add(row);
      yield row;
    }
    tallies[table.name] = tally.total();
  }
  yield { kind: 'end', tables: tallies };
}

async function* linesOf(header: Header, entries: AsyncGenerator<Entry>): AsyncGenerator<string> {
  yield `${JSON.stringify(header)}\n`;
  for await (const entry of entries) yield `${JSON.stringify(entry)}\n`;
}

/**
 * Writes everything the database holds, as of one moment, into a gzip of JSON lines that either engine
 * restores. PostgreSQL may go on serving; the embedded engine must have been closed.
 *
 * Left out, because they are made again: the queue of jobs, and whatever lies outside `public`.
 *
 * @returns what was written, by table
 * @throws ArchiveRefused | DataDirectoryLocked
 */
export async function writeArchive(
  place: Place,
  output: Writable,
  secret: ArchivedSecret,
): Promise<Tallies> {
  if (!isThere(place)) throw new ArchiveRefused('There is no database to back up.');
  const open = await openPlace(place);
  try {
    return await inTransaction(open.pool, snapshot, (client) => write(client, output, secret));
  } finally {
    await open.close();
  }
}

async function write(
  client: pg.ClientBase,
  output: Writable,
  secret: ArchivedSecret,
): Promise<Tallies> {
  await speakPlainly(client);
  const migrations = await historyOf(client);
  if (migrations.length === 0) throw new ArchiveRefused('The database holds nothing of Guildhall.');
  const header: Header = {
    kind: 'guildhall-archive',
    format: archiveFormat,
    madeAt: new Date().toISOString(),
    migrations,
    ...secret,
  };
  const tallies: Tallies = {};
  const lines = linesOf(header, entriesOf(client, tallies));
  await pipeline(Readable.from(lines), createGzip(), output);
  return tallies;
}
