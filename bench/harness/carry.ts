import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { linesOf, unpacked } from '../../test/support/archive.ts';
import { formWith, send, tokenOf } from '../../test/support/files.ts';
import type { Visitor } from './community.ts';
import { costOf, type Cost } from './cost.ts';
import type { Server } from './server.ts';

/** Saves the archive of the community of this path, as a browser does. */
export async function takeAlong(
  server: Server,
  leader: Visitor,
  home: string,
): Promise<Cost & { zip: Buffer }> {
  const { body } = await leader.get(`${home}/archive`);
  const plain = body.replaceAll('&#x3D;', '=');
  const link = /href="(\/files\/archives\/[^"]+)"/.exec(plain)?.[1] ?? '';
  const { made: zip, ...cost } = await costOf(server, async () => {
    const answer = await fetch(new URL(link, server.url));
    if (answer.status !== 200) throw new Error(`The archive was answered ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  });
  return { zip, ...cost };
}

/** Founds a community from an archive, for the course that this instructor came from. @returns its path */
export async function bringIn(
  server: Server,
  founder: Visitor,
  zip: Buffer,
): Promise<Cost & { home: string }> {
  const [, , courseId = ''] = founder.arrived.url.pathname.split('/');
  const token = await tokenOf(founder);
  const file = { name: 'archive.zip', bytes: new Uint8Array(zip) };
  const { made: home, ...cost } = await costOf(server, async () => {
    const form = formWith({ _token: token }, [file]);
    const path = `/imports?course=${courseId}`;
    const page = (await send(server, founder, path, form)).headers.get('location') ?? '';
    await send(server, founder, page, formWith({ _token: token }, []));
    for (;;) {
      const { body } = await founder.get(page);
      const done = /href="(\/communities\/[\w-]+)"/.exec(body)?.[1];
      if (done && !body.includes('<progress')) return done;
      if (!body.includes('<progress')) throw new Error(`Nothing was founded: ${body}`);
      await setTimeout(500);
    }
  });
  return { home, ...cost };
}

const parts = ['threads', 'posts', 'people', 'files'];
const anyId = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The roles of people stay behind: nobody belongs to what came in but whoever brought it. */
const comparable = (line: object) =>
  JSON.stringify({ ...line, role: null }).replaceAll(anyId, 'id');

/** What is in an archive, whatever the ids and in whatever order: by part, how many lines, and what they hash to. */
export async function contentOf(zip: Buffer): Promise<Record<string, string>> {
  const contents = await unpacked(zip);
  return Object.fromEntries(
    parts.map((part) => {
      const hashes = linesOf(contents, part).map((line) =>
        createHash('sha256').update(comparable(line)).digest('hex'),
      );
      const all = createHash('sha256').update(hashes.toSorted().join()).digest('hex');
      return [part, `${hashes.length} lines, ${all}`];
    }),
  );
}

/** Opens the threads of an archive that came in, and what their posts link to, until so many links were followed. */
export async function followLinks(
  founder: Visitor,
  { home, zip, most }: { home: string; zip: Buffer; most: number },
): Promise<{ followed: number; dead: string[] }> {
  const threads = linesOf(await unpacked(zip), 'threads').map(({ id }) => String(id));
  const dead: string[] = [];
  let followed = 0;
  for (const id of threads) {
    if (followed >= most) break;
    const { body } = await founder.get(`${home}/threads/${id}`);
    const links = [...body.matchAll(/href="([^"#?]*\/threads\/[\w-]{36})[^"#]*#post-1"/g)];
    for (const [, link = ''] of links.filter(([, path = '']) => !path.endsWith(id))) {
      const { status } = await founder.get(link);
      if (status !== 200 || !link.includes(home)) dead.push(link);
      followed += 1;
    }
  }
  return { followed, dead };
}
