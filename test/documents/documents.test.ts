import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { formWith, picture, send, tokenOf, type Chosen } from '../support/files.ts';
import { plain } from '../support/platform/pages.ts';
import { openWorld, type Visitor, type World } from '../support/world.ts';

let world: World;
let home: string;
let ana: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
});

afterAll(() => world.close());

const file = (name: string, text: string): Chosen => ({
  name,
  bytes: new Uint8Array(Buffer.from(text)),
});

/** Brings these files, as the page does. */
async function look(
  who: Visitor,
  files: readonly Chosen[],
): Promise<{ status: number; body: string }> {
  const form = formWith({ _token: await tokenOf(who) }, files);
  const answer = await send(world.house, who, `${home}/documents`, form);
  return { status: answer.status, body: await answer.text() };
}

const planIn = (body: string) => plain(/name="plan" value="([^"]*)"/.exec(body)?.[1] ?? '');

async function bring(who: Visitor, plan: string, wish: string): Promise<number> {
  const form = formWith({ _token: await tokenOf(who), plan, wish }, []);
  return (await send(world.house, who, `${home}/documents/articles`, form)).status;
}

async function zipOf(entries: Record<string, string | Buffer>): Promise<Chosen> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  return { name: 'wiki.zip', bytes: new Uint8Array(await buffer(zip.outputStream)) };
}

/** The article of this title, as its page. */
async function articleCalled(title: string): Promise<{ path: string; body: string }> {
  const { body } = await ana.get(`${home}/knowledge`);
  const line = body.split('<a ').find((part) => part.includes(`>${title}</a>`)) ?? '';
  const path = /href="([^"]+)"/.exec(line)?.[1] ?? '';
  return { path, body: (await ana.get(path)).body };
}

describe('documents that were written elsewhere', () => {
  it('show first what they will become, and then are articles in sections that lead to one another', async () => {
    const board = await picture('board.png');
    const { status, body } = await look(ana, [
      await zipOf({
        'wiki/start.md':
          '---\ntitle: "Where to start"\n---\nRead [the night](ward/night.md#calls), [gone](gone.md).\n\n`[code](ward/night.md)`',
        'wiki/ward/night.md':
          '# Nights on the ward\n\nSee ![the board](../img/board.png) and [back](../start.md).\n\n## Calls\n\nAnswer.',
        'wiki/ward/plain.md': 'No heading here.',
        'wiki/img/board.png': Buffer.from(board.bytes),
        'wiki/img/other.png': Buffer.from(board.bytes),
        'wiki/empty.md': '# Only a title\n',
        'wiki/long.md': 'a'.repeat(32_001),
        'wiki/.git/config': 'x',
      }),
    ]);
    expect(status).toBe(200);
    expect(body).toContain('3 articles would come in');
    expect(body).toMatch(/Nights on the ward<\/strong> <span[^>]*>ward</);
    expect(body).toMatch(/other\.png<\/strong>: no document shows it/);
    expect(body).toMatch(/empty\.md<\/strong>: nothing is written/);
    expect(body).toMatch(/long\.md<\/strong>: longer than/);
    expect((await ana.get(`${home}/knowledge`)).body).not.toContain('Nights on the ward');

    const plan = planIn(body);
    expect([await bring(ana, plan, 'publish'), await bring(ana, plan, 'publish')]).toEqual([
      303, 303,
    ]);
    const knowledge = (await ana.get(`${home}/knowledge`)).body;
    expect(knowledge.split('>Nights on the ward</a>')).toHaveLength(2);
    const night = await articleCalled('Nights on the ward');
    const start = await articleCalled('Where to start');
    expect(night.body).toMatch(/src="\/files\/[^"]+"/);
    expect(night.body).toContain(`href="${start.path}"`);
    expect(start.body).toContain(`href="${night.path}#calls"`);
    expect(start.body).toContain('gone.');
    expect(start.body).not.toContain('gone.md');
    expect(start.body).toContain('[code](ward/night.md)');
    expect((await articleCalled('plain')).body).toContain('No heading here.');
  });

  it('come from a web page without what a page can do', async () => {
    const html = `<!doctype html><title>Leaving &amp; coming</title><script>alert(1)</script>
      <nav>Menu</nav><h1>Leaving</h1><p onclick="x()">Tell <b>everybody</b>. <a href="javascript:alert(1)">x</a></p>
      <table><tr><th>Day</th><th>Who</th></tr><tr><td>Monday</td><td>Ana</td></tr></table>`;
    const { body } = await look(ana, [file('leaving.html', html)]);
    expect(await bring(ana, planIn(body), 'draft')).toBe(303);
    const draft = await articleCalled('Leaving &amp; coming');
    expect(draft.body).toContain('<strong>everybody</strong>');
    expect(draft.body).toMatch(/<td[^>]*>Monday<\/td>/);
    for (const kept of ['alert(1)</', 'onclick', 'href="javascript', 'Menu</p>'])
      expect(draft.body.split('class="prose')[1]).not.toContain(kept);
  });

  it('are refused in clear words where nothing can come of them, or they lead out of their folder', async () => {
    expect(await look(ana, [])).toMatchObject({
      status: 422,
      body: expect.stringContaining('Choose the files first.'),
    });
    const lost = await look(ana, [file('../../etc/a.md', 'A'), file('b.txt', 'B')]);
    expect(lost.status).toBe(422);
    expect(lost.body).toContain('its name leads out of the folder');
    const safe = await zipOf({ 'aa/a.md': 'A' });
    const evil = Buffer.from(
      Buffer.from(safe.bytes).toString('latin1').replaceAll('aa/a.md', '../a.md'),
      'latin1',
    );
    const broken = await look(ana, [{ name: 'a.zip', bytes: new Uint8Array(evil) }]);
    expect([broken.status, broken.body.includes('cannot be read')]).toEqual([422, true]);
    expect(await bring(ana, 'no plan', 'draft')).toBe(422);
  });

  it('are for those who may publish', async () => {
    const ben = await world.ben();
    expect((await ben.get(`${home}/documents`)).status).toBe(403);
    expect((await look(ben, [file('a.md', 'A')])).status).toBe(403);
    const id = '01900000-0000-7000-8000-000000000001';
    const plan = JSON.stringify([{ id, title: 'A', folders: [], body: 'A' }]);
    expect(await bring(ben, plan, 'publish')).toBe(403);
    expect((await ana.get(`${home}/knowledge/arrange`)).body).toContain(`href="${home}/documents"`);
  });
});
