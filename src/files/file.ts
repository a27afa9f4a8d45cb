/** A file that somebody gave. */
export interface StoredFile {
  organizationId: string;
  id: string;
  communityId: string;
  givenBy: string;
  sha256: string;
  sizeBytes: number;
  name: string;
  mediaType: string;
  width: number | null;
  height: number | null;
  createdAt: Date;
}

/** Who gives a file, and where. */
export interface Giver {
  organizationId: string;
  communityId: string;
  personId: string;
}

/** How much may be given: in one file of a form, in one that arrives in parts, and by all in one community or organization. */
export interface FileLimits {
  fileBytes: number;
  uploadBytes: number;
  communityBytes: number;
  organizationBytes: number;
}

export const bytesPerMb = 1024 * 1024;

/** Why a file is not taken. */
export type Refusal =
  | 'empty'
  | 'large'
  | 'many'
  | 'kind'
  | 'program'
  | 'mismatch'
  | 'broken'
  | 'pixels'
  | 'harmful'
  | 'unscanned'
  | 'full'
  | 'away'
  | 'lost'
  | 'unfinished';

/** Not taken, and nothing of it was kept. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options: ErrorOptions = {}) {
    super(`Not taken: ${refusal}`, options);
    this.refusal = refusal;
  }
}

/** What a file is called among people. */
export const fileKinds = [
  'picture',
  'sound',
  'video',
  'pdf',
  'archive',
  'text',
  'document',
] as const;

const beginnings: [string, (typeof fileKinds)[number]][] = [
  ['image/', 'picture'],
  ['audio/', 'sound'],
  ['video/', 'video'],
  ['text/', 'text'],
  ['application/pdf', 'pdf'],
  ['application/zip', 'archive'],
];

export function kindWord(mediaType: string): (typeof fileKinds)[number] {
  return beginnings.find(([beginning]) => mediaType.startsWith(beginning))?.[1] ?? 'document';
}

export function isPicture({ mediaType }: Pick<StoredFile, 'mediaType'>): boolean {
  return mediaType.startsWith('image/');
}
