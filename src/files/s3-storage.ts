import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  S3Client,
  paginateListObjectsV2,
  type _Object,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { z } from 'zod';
import { Measure, whatComes } from './measure.ts';
import {
  ContentMissing,
  StorageUnreachable,
  type ByteRange,
  type Content,
  type Place,
  type Spool,
  type Storage,
} from './storage.ts';

/** A bucket of a storage that speaks S3, and as whom to go there. */
export interface Bucket {
  /** None where Amazon's own is meant. */
  endpoint: string | null;
  region: string;
  name: string;
  keyId: string;
  secretKey: string;
  /** Whether the bucket is named in the path of an address, instead of its host. */
  isInPath: boolean;
}

const partBytes = 8 * 1024 * 1024;
const partsAtOnce = 2;

const incoming = 'incoming/';
const keyOf = ({ organizationId, sha256 }: Place) =>
  `${organizationId}/${sha256.slice(0, 2)}/${sha256}`;
const keyShape = /^([0-9a-f-]{36})\/[0-9a-f]{2}\/([0-9a-f]{64})$/;

function clientOf(bucket: Bucket, maxAttempts: number): S3Client {
  const { endpoint, region, keyId: accessKeyId, secretKey: secretAccessKey } = bucket;
  return new S3Client({
    ...(endpoint !== null && { endpoint }),
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: bucket.isInPath,
    maxAttempts,
    requestHandler: { connectionTimeout: 3000, socketTimeout: 30_000 },
    // Not every storage knows the newer checksums; the content is checked by its own hash.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

/** The answer, or null where what was asked for is not there. @throws StorageUnreachable */
async function answerTo<T>(asking: Promise<T>): Promise<T | null> {
  try {
    return await asking;
  } catch (cause) {
    if (cause instanceof NoSuchKey || cause instanceof NotFound) return null;
    throw new StorageUnreachable('The storage of files does not answer', { cause });
  }
}

/** Keeps contents as objects of a bucket, under the same names as they have on a disk, and parts beside them. */
export function filesInBucket(bucket: Bucket): { storage: Storage; spool: Spool } {
  const client = clientOf(bucket, 3);
  const Bucket = bucket.name;

  const remove = (Key: string) => answerTo(client.send(new DeleteObjectCommand({ Bucket, Key })));

  async function has(place: Place): Promise<boolean> {
    const found = client.send(new HeadObjectCommand({ Bucket, Key: keyOf(place) }));
    return (await answerTo(found)) !== null;
  }

  /** @throws what the content throws, or StorageUnreachable */
  async function send(Key: string, content: Readable): Promise<Content> {
    const measure = new Measure();
    const Body = Readable.from(measure.pass(content), { objectMode: false });
    const upload = new Upload({
      client,
      params: { Bucket, Key, Body },
      partSize: partBytes,
      queueSize: partsAtOnce,
    });
    const broken = new Promise<never>((_, reject) => content.once('error', reject));
    await Promise.race([answerTo(upload.done()), broken]).finally(() => content.destroy());
    return measure.content();
  }

  async function* objectsBelow(Prefix?: string): AsyncGenerator<_Object> {
    const pages = paginateListObjectsV2({ client }, { Bucket, Prefix })[Symbol.asyncIterator]();
    for (;;) {
      const page = await answerTo(pages.next());
      if (!page || page.done) return;
      yield* page.value.Contents ?? [];
    }
  }

  async function openKey(Key: string, range?: ByteRange): Promise<Readable> {
    const get = { Bucket, Key, ...(range && { Range: rangeHeader(range) }) };
    const found = await answerTo(client.send(new GetObjectCommand(get)));
    if (!(found?.Body instanceof Readable)) throw new ContentMissing(`No content ${Key}`);
    return found.Body;
  }

  const spool: Spool = {
    keep: async (content) => {
      const name = randomUUID();
      const { sizeBytes } = await send(incoming + name, Readable.from(whatComes(content)));
      return { name, sizeBytes };
    },
    open: (name) => openKey(incoming + name),
    delete: async (name) => {
      await remove(incoming + name);
    },
  };

  const storage: Storage = {
    has,
    put: async (organizationId, content) => {
      const arriving = `${incoming}${randomUUID()}`;
      try {
        const arrived = await send(arriving, content);
        const place = { organizationId, sha256: arrived.sha256 };
        const copy = { Bucket, Key: keyOf(place), CopySource: `${Bucket}/${arriving}` };
        if (!(await has(place))) await answerTo(client.send(new CopyObjectCommand(copy)));
        return arrived;
      } finally {
        // What is left is tidied away a day later.
        await remove(arriving).catch(() => {});
      }
    },
    open: (place, range) => openKey(keyOf(place), range),
    delete: async (place) => {
      await remove(keyOf(place));
    },
    async *list() {
      for await (const { Key = '', Size: sizeBytes = 0 } of objectsBelow()) {
        const [, organizationId, sha256] = keyShape.exec(Key) ?? [];
        if (organizationId && sha256) yield { organizationId, sha256, sizeBytes };
      }
    },
    tidy: async (before) => {
      for await (const { Key, LastModified } of objectsBelow(incoming)) {
        if (Key && LastModified && LastModified < before) await remove(Key);
      }
    },
  };
  return { storage, spool };
}

const rangeHeader = ({ first, last }: ByteRange) => `bytes=${first}-${last}`;

const faultWords: Record<string, (where: string, name: string) => string> = {
  NoSuchBucket: (where, name) =>
    `S3_BUCKET: there is no bucket "${name}" at ${where}; make it first`,
  InvalidAccessKeyId: (where) => `S3_KEY_ID: ${where} does not know this key`,
  SignatureDoesNotMatch: (where) => `S3_SECRET_KEY: is not the secret of S3_KEY_ID at ${where}`,
  AccessDenied: (where, name) => `S3_KEY_ID: may not list the bucket "${name}" at ${where}`,
  AuthorizationHeaderMalformed: (where) => `S3_REGION: is not the region of the bucket at ${where}`,
  PermanentRedirect: (where) => `S3_REGION: is not the region of the bucket at ${where}`,
};

const Failure = z.object({ name: z.string(), code: z.string().optional() });

/** What the storage calls the fault, or the network. */
function codeOf(cause: unknown): string {
  const { data } = Failure.safeParse(cause);
  return data?.code ?? data?.name ?? 'no answer';
}

/** What stands in the way of keeping files in this bucket, in words for whoever can mend it. */
export async function bucketFaults(bucket: Bucket): Promise<string[]> {
  const client = clientOf(bucket, 1);
  const where = bucket.endpoint === null ? `Amazon S3` : new URL(bucket.endpoint).host;
  try {
    await client.send(new ListObjectsV2Command({ Bucket: bucket.name, Prefix: incoming }));
    return [];
  } catch (cause) {
    const code = codeOf(cause);
    const words = faultWords[code]?.(where, bucket.name);
    return [words ?? `S3_ENDPOINT: cannot use ${where} (${code})`];
  } finally {
    client.destroy();
  }
}
