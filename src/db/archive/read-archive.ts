import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { migrate, readMigrations, type Migration } from '../migrate.ts';
import { archiveFormat, createTally, differences, Entry, Header, type Tallies } from './format.ts';
import { requireEmpty } from './history.ts';
import { createLoader, openUp } from './load.ts';
import { inTransaction, openPlace, snapshot, type Place } from './place.ts';
import { ArchiveRefused, damaged } from './refusal.ts';
import { speakPlainly, tablesOf, talliesOf, type Table } from './tables.ts';

/** An archive whose first line was read. */
export interface OpenArchive {
  header: Header;
  /**
   * Restores into an empty database, all or nothing: what arrived must equal what was archived, by count
   * and checksum, or nothing is kept.
   *
   * @param leaveOut tables that stay empty
   * @returns what was restored, by table
   * @throws ArchiveRefused
   */
  restoreInto(place: Place, leaveOut?: readonly string[]): Promise<Tallies>;
}

async function* linesOf(input: Readable): AsyncGenerator {
  const unpacked = pipeline(input, createGunzip(), () => {});
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of unpacked) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line);
    }
  } catch (cause) {
    if (cause instanceof SyntaxError) throw damaged('a line makes no sense', cause);
    if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'))
      throw damaged('it does not unpack', cause);
    throw cause;
  }
  if (rest !== '') throw damaged('its last line is cut off');
}

/** The program's own migrations up to where the archive was made. @throws ArchiveRefused */
function migrationsUpTo(header: Header): Migration[] {
  const known = readMigrations();
  for (const { number, name, checksum } of header.migrations) {
    const own = known[number - 1];
    if (!own) throw new ArchiveRefused(`The archive is newer than this program (it has ${name}).`);
    if (own.checksum !== checksum)
      throw new ArchiveRefused(`migrations/${own.name} was changed since the archive was made.`);
  }
  return known.slice(0, header.migrations.length);
}

/** SQLSTATE classes of values and rows that a sound archive never holds. */
const dataFaults = /^2[23]/;

function isDataFault(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && dataFaults.test(String(cause.code));
}

/** Reads entry by entry into the tables. @returns what the archive says it holds */
async function load(
  client: pg.ClientBase,
  entries: AsyncGenerator,
  tables: readonly Table[],
): Promise<Tallies> {
  const read: Tallies = {};
  const loader = createLoader(client, tables);
  let current: { name: string; tally: ReturnType<typeof createTally> } | undefined;
  const finish = async () => {
    await loader.flush();
    if (current) read[current.name] = current.tally.total();
  };
  for await (const line of entries) {
    const entry = Entry.safeParse(line).data;
    if (!entry) throw damaged('a line is of no known kind');
    if (Array.isArray(entry)) {
      if (!current) throw damaged('rows of no table');
      current.tally.add(entry);
      await loader.add(entry);
      continue;
    }
    await finish();
    if (entry.kind === 'end') {
      // Read to the very end, where the checksum of the packing stands.
      if (!(await entries.next()).done) throw damaged('there is more after its end');
      return checked(entry.tables, read);
    }
    current = { name: entry.name, tally: createTally() };
    loader.begin(entry.name, entry.columns);
  }
  throw damaged('its end is missing');
}

function checked(promised: Tallies, read: Tallies): Tallies {
  const wrong = differences(promised, read);
  if (wrong.length > 0) throw damaged(`rows of ${wrong.join(', ')} are missing or changed`);
  return promised;
}

async function restore(
  client: pg.ClientBase,
  entries: AsyncGenerator,
  leaveOut: readonly string[],
): Promise<Tallies> {
  await speakPlainly(client);
  const all = await tablesOf(client);
  const tables = all.filter(({ name }) => !leaveOut.includes(name));
  const shut = await openUp(client, all);
  const promised = await load(client, entries, tables).catch((cause: unknown) => {
    throw isDataFault(cause) ? damaged('it holds what no database can', cause) : cause;
  });
  await shut();
  const kept = Object.entries(promised).filter(([name]) => !leaveOut.includes(name));
  const found = await talliesOf(client, tables);
  const wrong = differences(Object.fromEntries(kept), found);
  if (wrong.length > 0)
    throw new ArchiveRefused(`${wrong.join(', ')} did not arrive whole. Nothing was restored.`);
  return found;
}

/** Reads the first line. @throws ArchiveRefused when it is no archive, or one of a later format */
export async function openArchive(input: Readable): Promise<OpenArchive> {
  const lines = linesOf(input);
  const first = await lines.next();
  const header = Header.safeParse(first.done ? null : first.value).data;
  if (!header) throw new ArchiveRefused('This is no archive of Guildhall.');
  if (header.format > archiveFormat)
    throw new ArchiveRefused('The archive was made by a newer program than this.');
  return {
    header,
    restoreInto: async (place, leaveOut = []) => {
      const migrations = migrationsUpTo(header);
      const open = await openPlace(place);
      try {
        await inTransaction(open.pool, snapshot, (client) =>
          requireEmpty(client, header.migrations),
        );
        await migrate(open.pool, migrations);
        return await inTransaction(open.pool, 'begin', (client) =>
          restore(client, lines, leaveOut),
        );
      } finally {
        await open.close();
        await lines.return(undefined);
      }
    },
  };
}
