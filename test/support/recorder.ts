import { randomBytes } from 'node:crypto';
import { tokenOf } from './files.ts';
import { tus } from './uploads.ts';
import type { Visitor } from './world.ts';

interface Place {
  house: { url: string };
}

const head = Buffer.from(
  '1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff',
  'hex',
);

/** What looks like a film of a browser by its head, and plays nothing. */
export function aFilm(sizeBytes: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat([head, randomBytes(sizeBytes - head.length)]));
}

const base64 = (words: string) => Buffer.from(words).toString('base64');

/** Begins to record in the community of this path, as the recorder does. @returns where it is */
export async function startRecording(
  { house }: Place,
  who: Visitor,
  home: string,
  name = 'Recording.webm',
): Promise<string> {
  const address = new URL(`${home}/files/uploads`, house.url);
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      ...who.browser.scriptHeaders(address),
      'x-form-token': await tokenOf(who),
      'Tus-Resumable': '1.0.0',
      'Upload-Defer-Length': '1',
      'Upload-Metadata': `filename ${base64(name)}`,
    },
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.headers.get('location') ?? '';
}

/** Sends a piece of it. */
export function sendPiece(
  place: Place,
  who: Visitor,
  path: string,
  piece: { at: number; content: Uint8Array<ArrayBuffer>; recordedMs: number },
): Promise<Response> {
  const headers = {
    'Upload-Offset': String(piece.at),
    'Upload-Recorded-Ms': String(piece.recordedMs),
  };
  return tus(place, who, 'PATCH', path, headers, piece.content);
}

/** Records so much and stops, as a page does that is closed. @returns where it is */
export async function record(
  place: Place,
  who: Visitor,
  home: string,
  { content = aFilm(5000), recordedMs = 134_000, name = 'Recording.webm' } = {},
): Promise<string> {
  const path = await startRecording(place, who, home, name);
  const answer = await sendPiece(place, who, path, { at: 0, content, recordedMs });
  if (answer.status !== 204) throw new Error(`${answer.status} ${await answer.text()}`);
  return path;
}

/** The page of a recording of this upload, where it is posted or thrown away. */
export const endOf = (home: string, uploadPath: string): string =>
  `${home}/library/record/${uploadPath.split('/').at(-1)}`;
