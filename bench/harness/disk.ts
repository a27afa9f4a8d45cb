import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What all files in a folder and beneath it take together. */
export function bytesIn(folder: string): number {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
