/**
 * Makes a clone ready to run: installs when the lockfile changed, builds, and keeps a prepared empty
 * database at hand. Has no dependencies, since it runs before there are any.
 *
 * `--for-tests` also installs the Debian packages the tests drive; `--quiet` speaks only of trouble.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installTestTools } from './test-tools.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const quiet = process.argv.includes('--quiet');

/** Standard output belongs to the program that comes after. */
function say(words) {
  if (!quiet) process.stderr.write(`guildhall: ${words}\n`);
}

function run(command, ...args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}\n`);
  process.stderr.write(`guildhall: "${command} ${args.join(' ')}" failed; see above.\n`);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19)) return;
  process.stderr.write(`guildhall: Node 20.19 or 22.12 and newer; this is ${process.version}.\n`);
  process.exit(1);
}

function install() {
  const stamp = 'node_modules/.installed-from';
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('installing packages (once for each change of package-lock.json)');
  run('npm', 'ci', '--no-audit', '--no-fund', '--loglevel=error');
  writeFileSync(stamp, wanted);
}

function build() {
  say('building');
  run('node_modules/.bin/tsc', '-p', 'tsconfig.build.json');
  run(process.execPath, 'scripts/build-client.mjs');
  run(process.execPath, 'dist/db/build-template.js');
}

checkNode();
install();
build();
if (process.argv.includes('--for-tests')) installTestTools(say);
