import { filesOnDisk, incomingFolder } from './disk-storage.ts';
import type { FileLimits } from './file.ts';
import type { Bucket } from './s3-storage.ts';
import type { ScannerPlace } from './scanner.ts';
import type { FileStore } from './storage.ts';

/** Where the settings say that files are kept. */
export interface Keeping {
  filesDirectory: string;
  bucket: Bucket | null;
  fileLimits: FileLimits;
  scanner: ScannerPlace | null;
}

/** Files in the bucket, or in the folder where there is none. What reaches the bucket is loaded only for it. */
export async function openFiles({
  filesDirectory,
  bucket,
  fileLimits: limits,
  scanner,
}: Keeping): Promise<FileStore> {
  if (!bucket) return { ...filesOnDisk(filesDirectory, limits), scanner };
  const { filesInBucket } = await import('./s3-storage.ts');
  return { ...filesInBucket(bucket), incoming: incomingFolder(filesDirectory), limits, scanner };
}

/** What stands in the way of keeping files in this bucket, in words for whoever can mend it. */
export async function bucketFaults(bucket: Bucket): Promise<string[]> {
  const storage = await import('./s3-storage.ts');
  return storage.bucketFaults(bucket);
}
