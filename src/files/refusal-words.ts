import type { Words } from '../web/index.ts';
import type { FileLimits, Refusal } from './file.ts';

const bytesPerMb = 1024 * 1024;

/** What a person is told whose file was not taken. */
export function refusalWords(
  words: Words,
  refusal: Refusal,
  { name, limits }: { name: string; limits: FileLimits },
): string {
  return words(`file.refused.${refusal}`, { name, most: limits.fileBytes / bytesPerMb });
}
