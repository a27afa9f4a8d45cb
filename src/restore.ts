/** `npm run restore -- --from <file>`: what a backup holds, into an empty database of either engine. */
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { readConfig, type Config } from './config.ts';
import { openArchive } from './db/index.ts';
import { keepSecret, presentSecret, secretFingerprint } from './secret.ts';

const usage = 'Usage: npm run restore -- --from <file, or - for standard input> [--new-secret]';

/** Encrypted with the secret; made anew where they are missing. */
const keyTables = ['tool_keys'];

function giveUp(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}

function parse() {
  try {
    const options = {
      from: { type: 'string' },
      'new-secret': { type: 'boolean', default: false },
    } as const;
    return parseArgs({ options }).values;
  } catch {
    return giveUp(usage);
  }
}

interface ArchivedSecret {
  secretFingerprint: string;
  secret?: string | undefined;
}

/**
 * The secret here must be the archive's, or become it: without it the tool's keys are noise.
 *
 * @returns the secret to keep once everything else has arrived, or null where there is one
 */
function secretToKeep(config: Readonly<Config>, archived: ArchivedSecret): string | null {
  const present = presentSecret(config);
  if (present === null && archived.secret) return archived.secret;
  if (present && secretFingerprint(present) === archived.secretFingerprint) return null;
  return giveUp(
    'The archive was made with another secret. Set SECRET to that one; or pass --new-secret, and the ' +
      "tool's keys are left out and made anew. Nothing was restored.",
  );
}

async function inputOf(from: string): Promise<Readable> {
  if (from === '-') return process.stdin;
  try {
    return (await open(from)).createReadStream();
  } catch {
    return giveUp(`Cannot read ${from}. Nothing was restored.`);
  }
}

async function restore(config: Readonly<Config>, from: string, newSecret: boolean): Promise<void> {
  const archive = await openArchive(await inputOf(from));
  const secret = newSecret ? null : secretToKeep(config, archive.header);
  const tallies = await archive.restoreInto(config.database, newSecret ? keyTables : []);
  if (secret !== null) keepSecret(config.dataDirectory, secret);
  const rows = Object.values(tallies).reduce((sum, tally) => sum + tally.rows, 0);
  process.stderr.write(
    `${rows} rows of ${Object.keys(tallies).length} tables, as of ${archive.header.madeAt}; ` +
      'counts and checksums are those of the archive.\n',
  );
}

const { from, 'new-secret': newSecret } = parse();
if (!from) giveUp(usage);
const reading = readConfig();
if (!reading.config) giveUp(reading.faults.join('\n'));
await restore(reading.config, from, newSecret).catch((cause: unknown) =>
  giveUp(cause instanceof Error ? cause.message : String(cause)),
);
process.exit(0);
