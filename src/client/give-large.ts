/** Files that are large go in parts; what does so is loaded when the first of them is chosen. */
import { carriedHeaders } from './carry-session.ts';
import type { Outcome, Sending, UploadInParts } from './upload-outcome.ts';

const largeBytes = 8 * 1024 * 1024;

/** Whether the file is better sent in parts, where the page can do so. */
export function isLarge(place: HTMLElement, file: File): boolean {
  return file.size > largeBytes && place.dataset['uploads'] !== undefined;
}

interface Part {
  uploadInParts: UploadInParts;
}

/** @param place says where uploads are begun, with what, and every word */
export async function giveLarge(
  place: HTMLElement,
  sending: Pick<Sending, 'file' | 'token' | 'line'>,
): Promise<Outcome> {
  const words = place.dataset;
  const { uploadInParts }: Part = await import(words['uploadScript'] ?? '');
  return uploadInParts({ ...sending, words, headers: carriedHeaders() });
}
