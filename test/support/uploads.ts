import { createCipheriv, createHash } from 'node:crypto';
import { z } from 'zod';
import { tokenOf, type Sender } from './files.ts';

interface Place {
  house: { url: string };
}

/** One request of the tus protocol, as a script of a page of ours sends it. */
export function tus(
  { house }: Place,
  who: Sender,
  method: 'HEAD' | 'PATCH' | 'DELETE',
  path: string,
  headers: Record<string, string> = {},
  body?: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const address = new URL(path, house.url);
  return fetch(address, {
    method,
    ...(body && { body }),
    headers: {
      ...who.browser.scriptHeaders(address),
      'Tus-Resumable': '1.0.0',
      ...(body && { 'Content-Type': 'application/offset+octet-stream' }),
      ...headers,
    },
  });
}

const base64 = (words: string) => Buffer.from(words).toString('base64');

/** Begins one in the community of this path. @returns where it is @throws Error with status and words */
export async function startUpload(
  { house }: Place,
  who: Sender,
  home: string,
  { name, sizeBytes }: { name: string; sizeBytes: number },
): Promise<string> {
  const address = new URL(`${home}/files/uploads`, house.url);
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      ...who.browser.scriptHeaders(address),
      'x-form-token': await tokenOf(who),
      'Tus-Resumable': '1.0.0',
      'Upload-Length': String(sizeBytes),
      'Upload-Metadata': `filename ${base64(name)},changed ${base64('7')}`,
    },
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.headers.get('location') ?? '';
}

const Finished = z.object({ id: z.uuid(), markdown: z.string(), isPicture: z.boolean() });

/** Makes a file of what is whole. @throws Error with status and words */
export async function finishUpload(
  { house }: Place,
  who: Sender,
  path: string,
): Promise<z.infer<typeof Finished>> {
  const address = new URL(`${path}/file`, house.url);
  const answer = await fetch(address, {
    method: 'POST',
    headers: who.browser.scriptHeaders(address),
    body: new URLSearchParams({ _token: await tokenOf(who) }),
  });
  const said = await answer.text();
  if (answer.status !== 201) throw new Error(`${answer.status} ${said}`);
  return Finished.parse(JSON.parse(said));
}

const blockBytes = 1024 * 1024;

/** A file of any size that takes no room: each block of it can be made again, from its number alone. */
export class Invented {
  readonly sizeBytes: number;
  readonly #seed: string;
  readonly #head: Buffer;

  /** @param head by which it is of a kind that is taken */
  constructor(sizeBytes: number, seed: string, head = Buffer.from('%PDF-1.7\n', 'latin1')) {
    this.sizeBytes = sizeBytes;
    this.#seed = seed;
    this.#head = head;
  }

  #block(number: number): Buffer {
    const key = createHash('sha256').update(`${this.#seed} ${number}`).digest();
    const noise = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(
      Buffer.alloc(blockBytes),
    );
    if (number === 0) this.#head.copy(noise);
    return noise;
  }

  part(from: number, to: number): Uint8Array<ArrayBuffer> {
    const part = new Uint8Array(Math.min(to, this.sizeBytes) - from);
    for (let at = from; at < from + part.length;) {
      const inBlock = at % blockBytes;
      const piece = this.#block(Math.floor(at / blockBytes)).subarray(inBlock);
      part.set(piece.subarray(0, from + part.length - at), at - from);
      at += piece.length;
    }
    return part;
  }

  sha256(): string {
    const hash = createHash('sha256');
    for (let at = 0; at < this.sizeBytes; at += blockBytes)
      hash.update(this.part(at, at + blockBytes));
    return hash.digest('hex');
  }
}

/** Sends all of it, and goes on where the server says it stopped, as often as the line is cut. */
export async function sendInParts(
  place: Place,
  who: Sender,
  path: string,
  { content, partBytes }: { content: Invented; partBytes: number },
): Promise<void> {
  let at = 0;
  while (at < content.sizeBytes) {
    const headers = { 'Upload-Offset': String(at) };
    const part = content.part(at, at + partBytes);
    const answer = await tus(place, who, 'PATCH', path, headers, part).catch(() => null);
    if (answer?.status === 204) {
      at = Number(answer.headers.get('upload-offset'));
      continue;
    }
    const known = await tus(place, who, 'HEAD', path).catch(() => null);
    if (known?.ok) at = Number(known.headers.get('upload-offset'));
  }
}
