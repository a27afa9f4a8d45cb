import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser, type Answer } from '../support/platform/browser.ts';
import { launchAs, openLogin } from '../support/platform/launch.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
const answers = new Map<string, Answer>();
const htmlAnswers = () =>
  [...answers].filter(([, { headers }]) => headers['content-type']?.includes('html'));

/** What a browser may load and do on a page, by directive. */
function policyOf(answer: Answer | undefined): Record<string, string> {
  const policy = answer?.headers['content-security-policy'] ?? '';
  const directives = String(policy)
    .split('; ')
    .map((directive): [string, string] => {
      const [name = '', ...values] = directive.split(' ');
      return [name, values.join(' ')];
    });
  return Object.fromEntries(directives);
}

beforeAll(async () => {
  world = await openWorld({ securityContact: 'mailto:security@example.edu' });
  const { platform, house } = world;
  const home = await world.community();
  const ana = await world.ana();
  const form = await ana.get(`${home}/threads/new`);
  const hostile =
    '<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) `<style>`';
  const fields = { kind: 'question', title: hostile, body: hostile };
  const asked = await ana.press(form, `${home}/threads`, fields);
  const stranger = Browser.inFrameOf(platform.origin);
  const asStranger = (path: string) => stranger.get(new URL(path, house.url));
  const refused = await launchAs(platform, stranger, { token: { claims: { aud: 'another' } } });
  const shown: [string, Answer | Promise<Answer>][] = [
    ['the front page of a community', ana.get(home)],
    ['a list', ana.get(`${home}/threads`)],
    ['a thread with hostile words', ana.get(asked.location?.pathname ?? '')],
    ['a form', form],
    [
      'a form that came back',
      ana.press(form, `${home}/threads`, { ...fields, title: '', _key: '' }),
    ],
    ['a redirect', asked],
    ['settings', ana.get('/me')],
    ['a launch', launchAs(platform, Browser.inFrameOf(platform.origin))],
    ['a refused launch', refused],
    ['a login', openLogin(platform, stranger).then(({ answer }) => answer)],
    ['no page', ana.get('/nowhere')],
    ['a page for a stranger', asStranger(home)],
    ['a key set', asStranger('/lti/jwks.json')],
    ['a health check', asStranger('/healthz')],
    ['a readiness check', asStranger('/readyz')],
    ['whom to tell', asStranger('/.well-known/security.txt')],
  ];
  for (const [name, answer] of shown) answers.set(name, await answer);
  const page = answers.get('settings')?.body ?? '';
  for (const [path] of page.matchAll(/\/assets\/[^"]+\.(?:js|css)/g))
    answers.set(path, await asStranger(path));
});

afterAll(() => world.close());

describe('every answer', () => {
  it('is seen by this test', () => {
    expect(answers.size).toBeGreaterThan(17);
    expect(htmlAnswers().length).toBeGreaterThan(7);
  });

  it('is taken for what it says it is, only over https, and tells no other site where one was', () => {
    for (const [name, { headers }] of answers) {
      expect({ name, ...headers }).toMatchObject({
        name,
        'x-content-type-options': 'nosniff',
        'strict-transport-security': expect.stringContaining('max-age='),
        'referrer-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
      expect(headers).not.toHaveProperty('x-frame-options');
    }
  });
});

describe('every page', () => {
  it('loads nothing inline and nothing from elsewhere, and is kept by no cache', () => {
    for (const [name, answer] of htmlAnswers()) {
      expect({ name, ...policyOf(answer) }).toMatchObject({
        name,
        'default-src': "'none'",
        'script-src': "'self'",
        'style-src': "'self'",
        'img-src': "'self' data:",
        'connect-src': "'self'",
        'base-uri': "'none'",
      });
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['permissions-policy']).toContain('geolocation=()');
    }
  });

  it('has no inline script or style, whatever people write', () => {
    for (const [name, { body }] of htmlAnswers()) {
      const inline = body.match(
        /<script(?![^>]* src=)|<style|<[^>]* (?:style|on\w+)=|(?:href|src|action)="javascript:/g,
      );
      expect({ name, inline }).toEqual({ name, inline: null });
    }
    expect(answers.get('a thread with hostile words')?.body).toContain('&lt;script&gt;');
  });

  it('is framed by the platform it was opened from alone, and by nobody where there is none', () => {
    const { origin } = world.platform;
    const ancestors = (name: string) => policyOf(answers.get(name))['frame-ancestors'];

    for (const name of ['the front page of a community', 'a list', 'a form', 'settings'])
      expect({ name, by: ancestors(name) }).toEqual({ name, by: `'self' ${origin}` });
    // A page that acts for nobody may be shown anywhere: a refusal must be readable where it happens.
    expect(ancestors('a refused launch')).toBe('*');
  });
});
