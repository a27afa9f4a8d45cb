import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileRefused, isPicture, type Giver, type StoredFile } from './file.ts';
import { giveFile, type Giving } from './give-file.ts';
import { kindOf } from './kinds.ts';
import { nameToShow } from './name.ts';

/** As large as a page shows what stands for something else. */
const across = 960;

/**
 * Takes in a picture that nobody chose as a file, drawn anew and small, in the share of whoever it is for.
 *
 * @returns null where it is no picture that is taken
 */
export async function givePicture(
  giving: Giving,
  giver: Giver,
  { name: sent, bytes }: { name: string; bytes: Uint8Array },
  { madeFrom = null }: { madeFrom?: string | null } = {},
): Promise<StoredFile | null> {
  const { incoming } = giving.files;
  const path = join(incoming, randomUUID());
  const name = nameToShow(sent);
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  try {
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
    if (!isPicture(await kindOf(path, name))) return null;
    return await giveFile(
      giving,
      giver,
      { field: '', name, path, isCut: false },
      { across, madeFrom },
    );
  } catch (error) {
    if (error instanceof FileRefused) return null;
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}
