import { afterAll, beforeAll, expect, it } from 'vitest';
import { fetchBare } from '../support/files.ts';
import { writeArticle } from '../support/knowledge.ts';
import { shareFile, shareLink } from '../support/library.ts';
import type { Answer } from '../support/platform/browser.ts';
import { film, silence, webVtt } from '../support/recordings.ts';
import { foundCommunity, openWorld, type Visitor, type World } from '../support/world.ts';
import { ana as anaHerself } from '../support/platform/launch-claims.ts';

let world: World;
let home: string;
let ana: Visitor;
let ben: Visitor;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
  ben = await world.ben();
});

afterAll(() => world.close());

const plain = (text: string) => text.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');
const playersIn = ({ body }: Answer) =>
  [...plain(body).matchAll(/<figure class="embedded">[^]*?<\/figure>/g)].map(([figure]) => figure);
const address = (path: string) => `${world.house.url}${path}`;

async function articleSaying(body: string, who = ana, where = home): Promise<string> {
  return writeArticle(who, where, { title: 'To watch', body });
}

it('an address of a recording alone on its line plays in an article, with captions, for whoever may see it', async () => {
  const path = await shareFile(world, ana, home, film());
  const captions = `${path}/captions`;
  await ana.press(await ana.get(captions), captions, { language: 'en', captions: webVtt });
  const voice = await shareFile(world, ana, home, silence(3));
  const article = await articleSaying(
    `Look:\n\n${address(path)}?t=12\n\n${address(voice)}\n\nAnd again ${address(path)} within words.`,
  );

  const page = await ben.get(article);
  const [shown = '', heard = ''] = playersIn(page);
  expect(playersIn(page)).toHaveLength(2);
  expect(shown).toMatch(/<video controls preload="none" src="\/files\/[^"]+#t=12" aria-label=/);
  expect(shown).toMatch(/<track kind="captions" src="[^"]+" srclang="en"/);
  expect(shown).toContain(`<figcaption><a href="${address(path)}?t=12"`);
  expect(heard).toContain('<audio controls');
  for (const pattern of [/<video [^>]*src="([^"#]+)/, /<track [^>]*src="([^"]+)"/]) {
    const source = pattern.exec(shown)?.[1] ?? '';
    expect((await fetchBare(world.house, source)).status).toBe(200);
  }
  expect((await ben.get(`${article}/revisions/1`)).body).toContain('class="embedded"');

  await ana.press(await ana.get(path), `${path}/standing`, { standing: 'withdrawn' });
  const after = await ben.get(article);
  expect(playersIn(after)).toHaveLength(1);
  expect(plain(after.body)).toContain(`<a href="${address(path)}?t=12"`);
});

it('nothing else plays there: no link, no recording of another community, no address of another house', async () => {
  const link = await shareLink(ana, home);
  const course = { id: 'elsewhere', label: 'E', title: 'Elsewhere' };
  const teacher = await world.launch({ person: anaHerself, role: 'instructor', course });
  const other = await foundCommunity(teacher, {
    name: 'Elsewhere',
    difference: 'It is elsewhere.',
  });
  const theirs = await shareFile(world, teacher, other, film());
  const id = theirs.split('/').at(-1) ?? '';
  const lines = [
    address(link),
    address(theirs),
    address(`${home}/library/${id}`),
    `https://example.org${theirs}`,
    `\`${address(theirs)}\``,
  ];
  const article = await articleSaying(lines.join('\n\n'));
  expect(playersIn(await ana.get(article))).toEqual([]);
  const own = await articleSaying(address(theirs), teacher, other);
  expect(playersIn(await teacher.get(own))).toHaveLength(1);
});
