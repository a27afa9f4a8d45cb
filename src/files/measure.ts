import { createHash } from 'node:crypto';
import type { Content } from './storage.ts';

/** Counts and hashes what passes through it. */
export class Measure {
  readonly #hash = createHash('sha256');
  #sizeBytes = 0;

  async *pass(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      this.#hash.update(chunk);
      this.#sizeBytes += chunk.length;
      yield chunk;
    }
  }

  /** What has passed; asked once, when all has. */
  content(): Content {
    return { sha256: this.#hash.digest('hex'), sizeBytes: this.#sizeBytes };
  }
}

/** All that comes until it ends or breaks off. */
export async function* whatComes(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch {
    return;
  }
}
