import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HtmlValidate } from 'html-validate';
import { openWorld, type Visitor, type World } from './support/world.ts';

let world: World;
let ana: Visitor;
let home: string;

beforeAll(async () => {
  world = await openWorld();
  home = await world.community();
  ana = await world.ana();
});

afterAll(() => world.close());

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // Lists of topics and the like are named, which the standard allows.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // Matters of taste that the formatter of the views decides.
    'no-trailing-whitespace': 'off',
    'void-style': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
  },
});

async function faultsOf(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
  );
}

async function askSomething(): Promise<string> {
  const form = await ana.get(`${home}/threads/new`);
  const answer = await ana.press(form, `${home}/threads`, {
    kind: 'question',
    title: 'Is this valid?',
    body: '# Yes\n\n- **one**\n- two\n\n> quoted',
  });
  return answer.location?.pathname ?? '';
}

describe('the pages', () => {
  it('are valid HTML', async () => {
    const thread = await askSomething();
    const fresh = await world.launch({
      role: 'instructor',
      course: { id: 'c', label: 'C', title: 'C' },
    });
    const form = await ana.get(`${home}/threads/new`);
    const invitation = await world.house.invite('Anywhere');
    const pages = [
      await ana.get(home),
      await ana.get(`${home}/threads`),
      form,
      await ana.press(form, `${home}/threads`, { kind: 'question', title: '', body: 'Kept' }),
      await ana.get(thread),
      await ana.get('/'),
      await ana.get('/explore'),
      await ana.get('/explore?words=nothing'),
      await ana.get('/me'),
      await ana.get('/nowhere'),
      await ana.get('/styleguide'),
      fresh.arrived,
      await fresh.press(fresh.arrived, fresh.arrived.url.pathname, { name: 'N' }),
      await ana.get(new URL(invitation).pathname),
      await ana.get('/lti/login'),
    ];
    const faults = await Promise.all(
      pages.map(async ({ url, status, body }) => {
        return (await faultsOf(body)).map((fault) => `${url.pathname} ${status} ${fault}`);
      }),
    );
    expect(faults.flat()).toEqual([]);
  });
});
