import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readdirSync } from 'node:fs';
import { HtmlValidate } from 'html-validate';
import {
  everyPage,
  furnish,
  parts,
  speakingOtherwise,
  viewsSeen,
  type PageSeen,
} from './support/every-page.ts';
import type { Furnished } from './support/pages/cast.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;
let furnished: Furnished;
let pages: PageSeen[];

beforeAll(async () => {
  world = await openWorld();
  furnished = await furnish(world);
  pages = await everyPage(furnished, 'en');
});

afterAll(() => world.close());

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Lists of topics and the like are named, which the standard allows.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // Boxes to tick several of go by one name, as the standard has them.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
    // What is offered while one writes stands beside the text, which no select can.
    'prefer-native-element': ['error', { exclude: ['listbox'] }],
    // Matters of taste that the formatter of the views decides.
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
  },
});

// The script alone sends the form of this page.
const formsWithoutButton = new Set(['lti/ask-storage']);

async function faultsOf({ name, answer }: PageSeen): Promise<string[]> {
  const { results } = await validator.validateString(answer.body, name, {
    rules: { 'wcag/h32': formsWithoutButton.has(name) ? 'off' : 'error' },
  });
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
  );
}

const views = readdirSync(new URL('../views/', import.meta.url), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((path) => /^(?!demo|layouts|partials)[\w-]+\/[^_].*\.hbs$/.test(path))
  .map((path) => path.slice(0, -'.hbs'.length));

describe('the pages', () => {
  it('are all looked at: every view is shown by some page', () => {
    expect([...viewsSeen, ...parts].toSorted()).toEqual(views.toSorted());
  });

  it('are valid HTML', async () => {
    const faults = await Promise.all(
      pages.map(async (page) =>
        (await faultsOf(page)).map((fault) => `${page.name} (${page.answer.status}) ${fault}`),
      ),
    );
    expect(faults.flat()).toEqual([]);
  });

  it('say that they are in English', () => {
    expect(speakingOtherwise(pages, 'en')).toEqual([]);
  });

  // Of every page, German and Arabic are asked where a browser shows them.
  it.each(['fr', 'es', 'zh'])('say that they are in %s, whatever happens', async (language) => {
    const spoken = await everyPage(furnished, language, (name) =>
      /^(errors|home|lti)\//.test(name),
    );
    expect(spoken).not.toEqual([]);
    expect(speakingOtherwise(spoken, language)).toEqual([]);
  });
});
