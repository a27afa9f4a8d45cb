/** `npm run -s invite -- --organization "Name"`: prints one registration URL, and nothing else. */
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { createInvitation } from './lti/index.ts';
import { deriveKeys, loadSecret } from './secret.ts';

const usage = 'Usage: npm run -s invite -- --organization "Name" [--days 7]';

function giveUp(words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}

function parse() {
  try {
    const options = {
      organization: { type: 'string' },
      days: { type: 'string', default: '7' },
    } as const;
    return parseArgs({ options }).values;
  } catch {
    return giveUp(usage);
  }
}

const { organization, days } = parse();
const validDays = Number(days);
if (!organization?.trim() || !Number.isInteger(validDays) || validDays < 1 || validDays > 90)
  giveUp(usage);
const reading = readConfig();
if (!reading.config) giveUp(reading.faults.join('\n'));
const { config } = reading;
const url = await createInvitation(deriveKeys(loadSecret(config)).invitations, {
  publicUrl: config.publicUrl,
  organizationName: organization.trim(),
  validDays,
});
process.stdout.write(`${url}\n`);
