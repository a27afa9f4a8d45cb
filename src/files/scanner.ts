import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';

/** Where a clamd listens. */
export type ScannerPlace = { host: string; port: number } | { path: string };

/** After so long without a sign from the scanner nobody waits on. */
const silenceLimitMs = 180_000;
const pieceBytes = 262_144;

/** Nobody knows whether the file is harmless: the scanner is away, or would not read all of it. */
export class NotScanned extends Error {
  override readonly name = 'NotScanned';
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

/** Pieces with their lengths before them; one of no length ends it. */
async function* inPieces(path: string): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  const content: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: pieceBytes });
  for await (const piece of content) {
    yield lengthOf(piece.length);
    yield piece;
  }
  yield lengthOf(0);
}

/** What the scanner says; it may say it, and hang up, before it has read everything. */
function answerFrom(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    socket.setTimeout(silenceLimitMs, () => socket.destroy(new Error('The scanner is silent')));
    socket.setEncoding('utf8').on('data', (words: string) => {
      said += words;
      if (said.endsWith('\0')) resolve(said.slice(0, -1));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The scanner hung up')));
  });
}

async function ask(place: ScannerPlace, path: string): Promise<string> {
  const socket = connect(place);
  const answer = answerFrom(socket);
  // Where it breaks off, the answer says why.
  const sending = pipeline(inPieces(path), socket, { end: false }).catch(() => {});
  try {
    return await answer;
  } finally {
    socket.destroy();
    await sending;
  }
}

/**
 * Shows a file to a clamd by its command `INSTREAM`, as its manual (clamd(8), "COMMANDS") lays it down.
 *
 * @returns whether nothing harmful is known of it
 * @throws NotScanned
 */
export async function isHarmless(place: ScannerPlace, path: string): Promise<boolean> {
  const answer = await ask(place, path).catch((cause: unknown) => {
    throw new NotScanned('The scanner is away, or reads no file so large (StreamMaxLength)', {
      cause,
    });
  });
  if (answer.endsWith(' FOUND')) return false;
  if (answer === 'stream: OK') return true;
  throw new NotScanned(`The scanner answered: ${answer}`);
}

/** What stands in the way of asking this scanner, in words for whoever can mend it. */
export function scannerFaults(place: ScannerPlace): Promise<string[]> {
  const where = 'path' in place ? place.path : `${place.host}:${place.port}`;
  return new Promise((done) => {
    const socket = connect(place).setEncoding('utf8');
    const isOver = (faults: string[]) => {
      socket.destroy();
      done(faults);
    };
    socket.setTimeout(3000, () => isOver([`CLAMD: ${where} does not answer`]));
    socket.once('connect', () => socket.write('zPING\0'));
    socket.once('data', (words: string) =>
      isOver(words === 'PONG\0' ? [] : [`CLAMD: what listens at ${where} is no clamd`]),
    );
    socket.once('end', () => isOver([`CLAMD: what listens at ${where} is no clamd`]));
    socket.once('error', ({ code }: NodeJS.ErrnoException) =>
      isOver([`CLAMD: cannot connect to ${where} (${code})`]),
    );
  });
}
