import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import axe from 'axe-core';
import { z } from 'zod';
import { openGallery, type Gallery } from '../support/browser/gallery.ts';
import { everyPage, furnish, speakingOtherwise, type PageSeen } from '../support/every-page.ts';
import type { Furnished } from '../support/pages/cast.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let furnished: Furnished;
let gallery: Gallery;
beforeAll(async () => {
  world = await openWorld();
  furnished = await furnish(world);
  gallery = await openGallery(world.house.url, axe.source);
});
afterAll(async () => {
  await gallery.close();
  await world.close();
});

const height = 700;
/** The narrowest a page has to bear; also what is left of 1280 pixels at 400 %. */
const narrow = { width: 320, height };
const wide = { width: 1200, height };

const Lines = z.array(z.string());

/** Asks the page as it stands, and puts before every answer where it was given. */
async function askPage(where: string, question: string): Promise<string[]> {
  const answers = Lines.parse(await gallery.page.evaluate(question));
  return answers.map((answer) => `${where}: ${answer}`);
}

/** What axe finds wrong, each by its rule, its place and what it says of it. */
const violations = (options: axe.RunOptions) => `
  axe.run(${JSON.stringify({ ...options, resultTypes: ['violations'], preload: false })}).then(
    ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, any, all, none }) =>
      [id, html.slice(0, 120), ...[...any, ...all, ...none].map(({ message }) => message)].join(' '))))`;

/** All of WCAG 2.2 A and AA that a machine can tell, and what axe calls best practice: landmarks, headings. */
const everything: axe.RunOptions = { rules: { 'target-size': { enabled: true } } };
/** All that more room and other colours can change. */
const looks: axe.RunOptions = { runOnly: ['color-contrast', 'link-in-text-block', 'target-size'] };

const openAll = `document.querySelectorAll('details').forEach((details) => { details.open = true; })`;

/** Whatever sticks out at the side of the page, if the page would have to be moved to read it. */
const sticksOut = `(() => {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  if (scrollWidth <= clientWidth) return [];
  const isOut = (element) => {
    const { left, right } = element.getBoundingClientRect();
    return left < -1 || right > clientWidth + 1;
  };
  const out = [...document.body.querySelectorAll('*')].filter(isOut);
  return [scrollWidth + ' > ' + clientWidth, ...out.slice(0, 3).map(({ outerHTML }) => outerHTML.slice(0, 120))];
})()`;

/** The spacing that WCAG 2.2 asks pages to bear (1.4.12). */
const spaceOut = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }');
  document.adoptedStyleSheets = [sheet];
})()`;

/** Links to a place in the page that is not there: a summary's to its field, above all. */
const leadsNowhere = `[...document.querySelectorAll('a[href^="#"]')]
  .filter(({ hash }) => !document.getElementById(decodeURIComponent(hash.slice(1))))
  .map(({ outerHTML }) => outerHTML)`;

/** Fields said to be wrong that do not say what is wrong with them, and problems that no field names. */
const untied = `(() => {
  const named = [...document.querySelectorAll('[aria-describedby]')].flatMap((element) =>
    element.getAttribute('aria-describedby').split(' '));
  const problems = [...document.querySelectorAll('.problem[id]')];
  return [
    ...named.filter((id) => !document.getElementById(id)),
    ...problems.filter(({ id }) => !named.includes(id)).map(({ outerHTML }) => outerHTML),
  ];
})()`;

/** From left to right in the language of the longest words, and from right to left. */
describe.each(['de', 'ar'])('every page in %s', (language) => {
  const found = { byAxe: [] as string[], untied: [] as string[], out: [] as string[] };
  let pages: PageSeen[];

  async function lookAt({ name, answer }: PageSeen): Promise<void> {
    const { page } = gallery;
    await page.setViewportSize(narrow);
    await page.emulateMedia({ colorScheme: 'light' });
    await gallery.show(answer);
    found.out.push(...(await askPage(name, sticksOut)));
    await page.evaluate(openAll);
    found.out.push(...(await askPage(`${name}, unfolded`, sticksOut)));
    found.untied.push(...(await askPage(name, leadsNowhere)), ...(await askPage(name, untied)));

    await gallery.addScript();
    found.byAxe.push(...(await askPage(`${name}, narrow, light`, violations(everything))));
    // Widths change where things are, themes what colour: they need not be tried each with each.
    await page.setViewportSize(wide);
    await page.emulateMedia({ colorScheme: 'dark' });
    found.byAxe.push(...(await askPage(`${name}, wide, dark`, violations(looks))));

    await page.setViewportSize(narrow);
    await page.evaluate(spaceOut);
    found.out.push(...(await askPage(`${name}, spaced`, sticksOut)));
  }

  beforeAll(async () => {
    pages = await everyPage(furnished, language);
    for (const seen of pages) await lookAt(seen);
  });

  it('says so, and runs as that language runs', () => {
    expect(speakingOtherwise(pages, language)).toEqual([]);
  });

  it('has nothing that axe finds wrong, narrow and light or wide and dark', () => {
    expect(found.byAxe).toEqual([]);
  });

  it('never scrolls sideways at 320 pixels, unfolded and with wide spacing too', () => {
    expect(found.out).toEqual([]);
  });

  it('ties each problem to its field, and leads each link within the page to its place', () => {
    expect(found.untied).toEqual([]);
  });
});
