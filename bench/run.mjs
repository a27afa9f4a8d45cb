/**
 * `npm run bench [name …]`: brings the peers and a PostgreSQL, bundles what is here, and measures. All of
 * it on this machine's loopback, bounded in count, and gone at the end.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { startPostgres } from '../test/support/postgres.mjs';

function installPeers() {
  const args = ['ci', '--prefix', 'bench/peers', '--no-audit', '--no-fund', '--loglevel=error'];
  if (spawnSync('npm', args, { stdio: 'inherit' }).status !== 0) process.exit(1);
}

const bundles = '.cache/bench';

/** Node runs JavaScript, and the harness shares TypeScript with the tests. */
async function bundle() {
  rmSync(bundles, { recursive: true, force: true });
  const inFolder = (folder) =>
    readdirSync(`bench/${folder}`)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `bench/${folder}/${name}`);
  await build({
    entryPoints: ['bench/main.ts', ...inFolder('measures'), ...inFolder('servers')],
    outdir: bundles,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
  });
}

installPeers();
await bundle();
const { main } = await import(`../${bundles}/main.js`);
const home = mkdtempSync(join(tmpdir(), 'guildhall-bench-'));
const postgres = await startPostgres(join(home, 'postgresql'), { shared_buffers: '1GB' });
try {
  await main({ home, urlOf: postgres.urlOf, only: process.argv.slice(2) });
} finally {
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
}
