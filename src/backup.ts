/** `npm run backup -- --to <file>`: everything the database holds, in one file that either engine restores. */
import { existsSync } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { readConfig, type Config } from './config.ts';
import { writeArchive } from './db/index.ts';
import { presentSecret, secretFingerprint } from './secret.ts';

const usage = 'Usage: npm run backup -- --to <file, or - for standard output> [--with-secret]';

function giveUp(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}

function parse() {
  try {
    const options = {
      to: { type: 'string' },
      'with-secret': { type: 'boolean', default: false },
    } as const;
    return parseArgs({ options }).values;
  } catch {
    return giveUp(usage);
  }
}

type Tallies = Awaited<ReturnType<typeof writeArchive>>;

/** Readable by this user alone: everybody's words are in it. */
async function openNew(path: string): Promise<FileHandle> {
  try {
    await rm(path, { force: true });
    return await open(path, 'wx', 0o600);
  } catch {
    return giveUp(`Cannot write ${path}.`);
  }
}

/** The file takes its name once it is whole and on the disk. */
async function toFile(
  path: string,
  write: (output: Writable) => Promise<Tallies>,
): Promise<Tallies> {
  if (existsSync(path)) giveUp(`${path} is there already; nothing was written.`);
  const unfinished = `${path}.unfinished`;
  const file = await openNew(unfinished);
  try {
    const tallies = await write(file.createWriteStream({ flush: true }));
    await rename(unfinished, path);
    return tallies;
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
}

async function backUp(config: Readonly<Config>, to: string, withSecret: boolean): Promise<void> {
  const secret = presentSecret(config);
  if (secret === null)
    giveUp(`There is no secret in ${config.dataDirectory}, so nothing ran here.`);
  const secrets = { secretFingerprint: secretFingerprint(secret), ...(withSecret && { secret }) };
  const write = (output: Writable) => writeArchive(config.database, output, secrets);
  const tallies = to === '-' ? await write(process.stdout) : await toFile(to, write);
  const rows = Object.values(tallies).reduce((sum, tally) => sum + tally.rows, 0);
  const kept = withSecret
    ? 'The secret is inside: keep the file as safe as the server.'
    : 'The secret is not inside: keep it elsewhere, the keys in the file need it.';
  process.stderr.write(`${rows} rows of ${Object.keys(tallies).length} tables. ${kept}\n`);
}

const { to, 'with-secret': withSecret } = parse();
if (!to) giveUp(usage);
const reading = readConfig();
if (!reading.config) giveUp(reading.faults.join('\n'));
await backUp(reading.config, to, withSecret).catch((cause: unknown) =>
  giveUp(cause instanceof Error ? cause.message : String(cause)),
);
