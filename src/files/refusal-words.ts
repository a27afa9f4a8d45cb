import type { Words } from '../web/index.ts';
import { bytesPerMb, type FileLimits, type Refusal } from './file.ts';

/** What a person is told whose file was not taken. */
export function refusalWords(
  words: Words,
  refusal: Refusal,
  { name, limits }: { name: string; limits: FileLimits },
): string {
  return words(`file.refused.${refusal}`, { name, most: limits.fileBytes / bytesPerMb });
}
