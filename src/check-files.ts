/** `npm run -s check-files`: whether every content that the database knows of is in the storage. */
import { readConfig, type Config } from './config.ts';
import { openDatabase } from './db/index.ts';
import { compareFiles, openFiles, type Place } from './files/index.ts';

function giveUp(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}

const linesOf = (what: string, places: readonly Place[]) =>
  places.map(({ organizationId, sha256 }) => `${what}  ${organizationId}/${sha256}\n`).join('');

async function check(config: Readonly<Config>): Promise<void> {
  const { database: place, queryTimeLimitMs } = config;
  const { storage } = await openFiles(config);
  const db = await openDatabase({ place, queryTimeLimitMs });
  try {
    const { contents, missing, changed } = await compareFiles(db, storage);
    process.stdout.write(linesOf('missing', missing) + linesOf('changed', changed));
    process.stderr.write(
      `${contents} contents, ${missing.length} of them missing, ${changed.length} of another size.\n`,
    );
    if (missing.length + changed.length > 0) process.exitCode = 1;
  } finally {
    await db.close();
  }
}

const reading = readConfig();
if (!reading.config) giveUp(reading.faults.join('\n'));
await check(reading.config).catch((cause: unknown) =>
  giveUp(cause instanceof Error ? cause.message : String(cause)),
);
