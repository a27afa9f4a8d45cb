import sharp from 'sharp';
import { z } from 'zod';
import type { Visitor, World } from './world.ts';

/** A file as somebody chooses it. */
export interface Chosen {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  type?: string;
}

const copy = (bytes: Buffer) => new Uint8Array(bytes);

/** A picture of one colour. */
export async function picture(
  name = 'photo.png',
  { width = 40, height = 30, red = 200 } = {},
): Promise<Chosen> {
  const background = { r: red, g: 20, b: 20 };
  const drawing = sharp({ create: { width, height, channels: 3, background } });
  return { name, bytes: copy(await drawing.toFormat('png').toBuffer()) };
}

export const textFile = (name: string, words: string): Chosen => ({
  name,
  bytes: copy(Buffer.from(words)),
});

/** What a multipart form of our pages holds. */
export function formWith(fields: Record<string, string>, files: readonly Chosen[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const { name, bytes, type = 'application/octet-stream' } of files)
    form.append('files', new Blob([bytes], { type }), name);
  return form;
}

/** Somebody with a browser who is in. */
export type Sender = Pick<Visitor, 'browser' | 'get'>;

/** The form token of the person whose pages these are. */
export async function tokenOf(who: Sender): Promise<string> {
  const { body } = await who.get('/me');
  return /name="_token" value="([^"]*)"/.exec(body)?.[1] ?? '';
}

/** Sends a multipart form as a page of ours would. */
export async function send(
  { url }: { url: string },
  who: Pick<Sender, 'browser'>,
  path: string,
  form: FormData,
): Promise<Response> {
  const address = new URL(path, url);
  const headers = who.browser.scriptHeaders(address);
  return fetch(address, { method: 'POST', headers, body: form, redirect: 'manual' });
}

const Taken = z.object({ markdown: z.string(), isPicture: z.boolean() });
const Refused = z.object({ problem: z.string() });

/** Gives one file to the community of this path. @returns the words that stand for it */
export async function give(
  { house }: World,
  who: Visitor,
  home: string,
  file: Chosen,
): Promise<string> {
  const form = formWith({ _token: await tokenOf(who) }, [file]);
  const answer = await send(house, who, `${home}/files`, form);
  const said = await answer.text();
  if (answer.status !== 201) throw new Error(`${answer.status} ${said}`);
  return Taken.parse(JSON.parse(said)).markdown;
}

/** Gives one that is not taken. @returns what is said of it */
export async function giveInVain(
  { house }: World,
  who: Visitor,
  home: string,
  file: Chosen,
): Promise<string> {
  const form = formWith({ _token: await tokenOf(who) }, [file]);
  const answer = await send(house, who, `${home}/files`, form);
  const said = await answer.text();
  if (answer.status !== 422) throw new Error(`${answer.status} ${said}`);
  return Refused.parse(JSON.parse(said)).problem;
}

/** The plain address of a file in the words that stand for it. */
export const addressIn = (markdown: string): string =>
  /\((\/files\/[0-9a-f-]{36})\)/.exec(markdown)?.[1] ?? '';

/** The signed addresses on a page. */
export const signedIn = ({ body }: { body: string }): string[] =>
  [...body.replaceAll('&#x3D;', '=').matchAll(/"(\/files\/[0-9a-f-]{36}\?s=[^"]+)"/g)].map(
    ([, path = '']) => path,
  );

/** Asks as an `<img>` in a frame without cookies does: with the address alone. */
export function fetchBare(
  { url }: { url: string },
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Response> {
  return fetch(new URL(path, url), { method, headers, redirect: 'manual' });
}
