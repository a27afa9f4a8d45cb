import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeArticle } from '../support/knowledge.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('Headings and the entries of a list stand apart in what is shown of a result', async () => {
  const home = await world.community();
  const ana = await world.ana();
  const body = `## Before\n\n- Name\n- *Dose*\n  1. twice\n\n## At the bed\n\nRead the board.\n\n## After`;
  await writeArticle(ana, home, { title: 'Handing over', body });

  const found = await ana.get(`${home}/search?q=board`);

  const [, said = ''] = /<p class="prose clipped"[^>]*>(.*?)<\/p>/s.exec(found.body) ?? [];
  expect(said.replaceAll(/\s+/g, ' ')).toBe(
    'Before · Name · Dose twice · At the bed · Read the <mark>board</mark>. After ',
  );
});
