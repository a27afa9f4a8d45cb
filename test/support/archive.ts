import { buffer } from 'node:stream/consumers';
import { fromBufferPromise } from 'yauzl';
import { z } from 'zod';
import type { Visitor } from './world.ts';

/** What is in an archive, by path. */
export type Contents = Map<string, Buffer>;

/** Unpacks a ZIP as any program would. */
export async function unpacked(zip: Buffer): Promise<Contents> {
  const file = await fromBufferPromise(zip, { lazyEntries: true });
  const contents: Contents = new Map();
  for await (const entry of file.eachEntry())
    contents.set(entry.fileName, await buffer(await file.openReadStreamPromise(entry)));
  return contents;
}

/** Takes the community of this path along, as a browser does that saves what a link leads to. */
export async function takeAlong(
  { url }: { url: string },
  leader: Visitor,
  home: string,
): Promise<{ zip: Buffer; name: string }> {
  const { body } = await leader.get(`${home}/archive`);
  const link = /href="(\/files\/archives\/[^"]+)"/.exec(body.replaceAll('&#x3D;', '='))?.[1] ?? '';
  const answer = await fetch(new URL(link, url), { redirect: 'manual' });
  if (answer.status !== 200) throw new Error(`The archive was answered ${answer.status}`);
  const name = answer.headers.get('content-disposition') ?? '';
  return { zip: Buffer.from(await answer.arrayBuffer()), name };
}

const Line = z.record(z.string(), z.unknown());

/** The lines of a part. */
export function linesOf(contents: Contents, part: string): z.infer<typeof Line>[] {
  const text = contents.get(`${part}.jsonl`)?.toString() ?? '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => Line.parse(JSON.parse(line)));
}
