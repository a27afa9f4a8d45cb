/** `npm run seed -- --scale large`: fills an organization with invented people, courses and communities. */
import { parseArgs } from 'node:util';
import { readConfig, type Config } from './config.ts';
import { openDatabase } from './db/index.ts';
import { rememberPlatform } from './lti/index.ts';
import { fill, scales } from './seed/index.ts';

const usage = `Usage: npm run seed -- --scale ${Object.keys(scales).join('|')} [--organization "Name"]`;

/** A statement that fills fifty thousand rows takes longer than any that a page waits for. */
const statementLimitMs = 30 * 60_000;

function say(words: string): void {
  process.stderr.write(`${words}\n`);
}

function giveUp(words: string): never {
  say(words);
  process.exit(1);
}

function parse() {
  try {
    const options = {
      scale: { type: 'string', default: 'small' },
      organization: { type: 'string', default: 'Seeded University' },
    } as const;
    return parseArgs({ options }).values;
  } catch {
    return giveUp(usage);
  }
}

/** An LMS that nobody can launch from; it only gives the invented courses somewhere to be. */
const inventedPlatform = (organizationName: string) => ({
  name: 'Invented LMS',
  productFamily: 'seed',
  issuer: 'https://lms.seed.invalid',
  clientId: organizationName,
  deploymentIds: [organizationName],
  authorizationEndpoint: 'https://lms.seed.invalid/authorize',
  tokenEndpoint: 'https://lms.seed.invalid/token',
  tokenAudience: null,
  keySetUrl: 'https://lms.seed.invalid/keys',
});

async function seed(
  { database: place }: Readonly<Config>,
  { organization, scale }: { organization: string; scale: keyof typeof scales },
): Promise<void> {
  const db = await openDatabase({ place, queryTimeLimitMs: statementLimitMs });
  try {
    const platform = await rememberPlatform(db, organization, inventedPlatform(organization));
    const { organizationId } = platform;
    await db.within(organizationId, (tx) => fill(tx, organizationId, scales[scale], say));
    // Planned as for empty tables, the first pages after this would be slow.
    await db.vacuum();
  } finally {
    await db.close();
  }
}

const isScale = (name: string): name is keyof typeof scales => name in scales;

const { organization, scale } = parse();
if (!isScale(scale) || organization.trim() === '') giveUp(usage);
const reading = readConfig();
if (!reading.config) giveUp(reading.faults.join('\n'));
await seed(reading.config, { organization: organization.trim(), scale }).catch((cause: unknown) =>
  giveUp(cause instanceof Error ? cause.message : String(cause)),
);
say(`${organization.trim()} is filled.`);
