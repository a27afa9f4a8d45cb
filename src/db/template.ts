import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the build keeps an empty database for this version of PGlite to be copied from. */
export function templateDirectory(): string {
  const root = new URL('../../', import.meta.url);
  const version = readFileSync(
    new URL('node_modules/@electric-sql/pglite/package.json', root),
    'utf8',
  );
  const hash = createHash('sha256').update(version).digest('hex').slice(0, 12);
  return fileURLToPath(new URL(`.cache/empty-database-${hash}`, root));
}
