import type { Request, Response } from 'express';
import { logOf, wordsFor, type Words } from '../web/index.ts';
import { bytesPerMb, type FileLimits, type FileRefused, type Refusal } from './file.ts';

/** What a person is told whose file was not taken. */
export function refusalWords(
  words: Words,
  refusal: Refusal,
  { name, limits }: { name: string; limits: FileLimits },
): string {
  return words(`file.refused.${refusal}`, { name, most: limits.fileBytes / bytesPerMb });
}

/** The same, and a line in the log where the fault is ours. */
export function tellRefused(
  { req, res }: { req: Request; res: Response },
  { refusal, cause }: FileRefused,
  told: { name: string; limits: FileLimits },
): string {
  if (refusal === 'away') logOf(res).error({ err: cause }, 'storage unreachable');
  if (refusal === 'unscanned') logOf(res).error({ err: cause }, 'file not scanned');
  if (refusal === 'harmful') logOf(res).warn('harmful file refused');
  return refusalWords(wordsFor(req, res), refusal, told);
}
