import { PassThrough, Readable, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A file of an archive. What is in it is asked for when its turn comes. */
export interface Entry {
  path: string;
  content: AsyncIterable<string | Uint8Array>;
  /** Whether it is packed in itself, so that packing it again would only cost time. */
  isPacked?: boolean;
  sizeBytes?: number;
}

/** More than this, and the older form of a ZIP cannot tell how long it is. */
const longBytes = 0xff_ff_ff_fe;

/** The package keeps names until the end: one that lay in the pool of buffers would keep all that lies beside it. */
function outsideThePool(work: () => void): void {
  const { poolSize } = Buffer;
  Buffer.poolSize = 0;
  try {
    work();
  } finally {
    Buffer.poolSize = poolSize;
  }
}

/** Hands a stream over once and lets go of it: the package keeps what it asks for streams until the end. */
function handingOver(source: Readable) {
  let held: Readable | null = source;
  return (take: (error: unknown, stream: NodeJS.ReadableStream) => void): void => {
    if (held) take(null, held);
    held = null;
  };
}

/**
 * Writes entries one after another as they come, no faster than they are read, and holds none of them.
 *
 * @throws where one of them cannot be made, or whoever reads goes away; the rest is not asked for then
 */
export async function sendZip(
  entries: AsyncIterable<Entry>,
  { into, madeAt }: { into: Writable; madeAt: Date },
): Promise<void> {
  const zip = new ZipFile();
  const gone = new AbortController();
  const output = new PassThrough();
  output.once('close', () => gone.abort());
  zip.on('error', (cause: Error) => output.destroy(cause));
  zip.outputStream.pipe(output);
  const fill = async () => {
    for await (const { path, content, isPacked = false, sizeBytes = 0 } of entries) {
      const options = {
        compress: !isPacked,
        mtime: madeAt,
        forceZip64Format: sizeBytes > longBytes,
      };
      // One piece at a time: those that wait for their turn grow old, and old memory is given back late.
      const source = Readable.from(content, { signal: gone.signal, highWaterMark: 1 });
      outsideThePool(() => zip.addReadStreamLazy(path, options, handingOver(source)));
      await finished(source);
    }
    zip.end();
  };
  const sending = pipeline(output, into);
  const filling = fill().catch((cause: Error) => {
    output.destroy(cause);
    throw cause;
  });
  const [sent, filled] = await Promise.allSettled([sending, filling]);
  const failure = [sent, filled].find(({ status }) => status === 'rejected');
  if (failure?.status === 'rejected') throw failure.reason;
}
