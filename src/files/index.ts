export { compareFiles } from './compare.ts';
export { filesOnDisk } from './disk-storage.ts';
export {
  bytesPerMb,
  FileRefused,
  isPicture,
  kindWord,
  type Giver,
  type FileLimits,
  type StoredFile,
} from './file.ts';
export { scannerFaults, type ScannerPlace } from './scanner.ts';
export { giveFile } from './give-file.ts';
export { givePicture } from './give-picture.ts';
export { holdContent, keepAsItIs, type Kept } from './keep-as-it-is.ts';
export { linkFiles } from './link-files.ts';
export { filesNamedIn } from './markdown.ts';
export { dropRecording, endRecording, recordingsLeft } from './recordings.ts';
export { nameToShow } from './name.ts';
export { filesIn, receiveForms, type Received } from './receive.ts';
export { bucketFaults, openFiles } from './open-files.ts';
export { filePaths } from './paths.ts';
export { bearerIn, type Bearing } from './read-file.ts';
export { textIn } from './read-text.ts';
export { fileRoutes } from './routes.ts';
export type { Bucket } from './s3-storage.ts';
export { ContentMissing, StorageUnreachable, type FileStore, type Place } from './storage.ts';
export { filesShown, findFile, setUses, shareUses, type Holder, type HeldFile } from './store.ts';
export { fileProblemsIn, takeFile, takeFiles } from './take-files.ts';
export { tellRefused } from './refusal-words.ts';
export { tidyFiles } from './tidy-files.ts';
