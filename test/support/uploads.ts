import { z } from 'zod';
import { tokenOf } from './files.ts';
import type { Visitor } from './world.ts';

interface Place {
  house: { url: string };
}

/** One request of the tus protocol, as a script of a page of ours sends it. */
export function tus(
  { house }: Place,
  who: Visitor,
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
  who: Visitor,
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
  who: Visitor,
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
