import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const directory = new URL('../../dist/public/', import.meta.url);
export const assetDirectory = fileURLToPath(directory);

let sprite: string | undefined;
let manifest: Record<string, string> | undefined;

/** The address of a built file, whose name changes with its content. @throws Error when it was not built */
export function assetPath(name: string): string {
  manifest ??= z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(new URL('manifest.json', directory), 'utf8')));
  const hashed = manifest[name];
  if (!hashed) throw new Error(`No such asset: ${name}`);
  return `/assets/${hashed}`;
}

/** The icons of a page, in one hidden drawing. */
export function iconSprite(): string {
  sprite ??= readFileSync(new URL('../icons.svg', directory), 'utf8');
  return sprite;
}
