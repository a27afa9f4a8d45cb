import { readFile, stat } from 'node:fs/promises';
import type { Request } from 'express';
import { FileRefused } from './file.ts';
import { filesIn } from './receive.ts';

/** What is no UTF-8 comes from older programs of the western half of the world, more often than not. */
const olderEncoding = 'windows-1252';

function wordsIn(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(olderEncoding).decode(bytes);
  }
}

/**
 * The words of the one text file that a form brings along, which is not kept; null where it brings none.
 *
 * @throws FileRefused when there is more of it than this
 */
export async function textIn(
  req: Request,
  { mostBytes }: { mostBytes: number },
): Promise<string | null> {
  const [received] = filesIn(req).files;
  if (!received) return null;
  const { size } = await stat(received.path);
  if (received.isCut || size > mostBytes) throw new FileRefused('large');
  return wordsIn(await readFile(received.path));
}
