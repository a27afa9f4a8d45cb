import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type Server } from 'node:http';
import { z } from 'zod';
import { Browser } from './browser.ts';

const lms = 'http://127.0.0.1:8000';

describe('the fake browser', () => {
  let server: Server;
  let tool: string;

  beforeAll(async () => {
    // Sets the cookies named in the query, and shows the headers it got.
    server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      response.setHeader('set-cookie', url.searchParams.getAll('set'));
      if (url.pathname === '/moved') response.writeHead(303, { location: '/page' });
      response.end(JSON.stringify(request.headers));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    tool = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const set = (browser: Browser, ...cookies: string[]) => {
    const url = new URL('/page', tool);
    for (const cookie of cookies) url.searchParams.append('set', cookie);
    return browser.get(url, { from: lms });
  };
  const shown = async (browser: Browser, path = '/page') => {
    const { body } = await browser.get(tool + path, { from: lms });
    return z.record(z.string(), z.string()).parse(JSON.parse(body));
  };

  it('keeps only partitioned cookies of a framed tool', async () => {
    const browser = Browser.inFrameOf(lms);

    await set(
      browser,
      'plain=1',
      'lax=1; Secure; SameSite=Lax',
      'none=1; Secure; SameSite=None',
      '__Host-kept=1; Path=/; Secure; HttpOnly; SameSite=None; Partitioned',
      '__Host-deep=1; Path=/lti; Secure; SameSite=None; Partitioned',
    );

    expect((await shown(browser))['cookie']).toBe('__Host-kept=1');
  });

  it('shows a new tab none of the cookies of the frame, and keeps more there', async () => {
    const browser = Browser.inFrameOf(lms);
    await set(browser, '__Host-kept=1; Path=/; Secure; SameSite=None; Partitioned');

    const tab = browser.newTab();
    await set(tab, 'none=2; Secure; SameSite=None');

    expect((await shown(tab))['cookie']).toBe('none=2');
    expect((await shown(browser))['cookie']).toBe('__Host-kept=1');
  });

  it('sends no Lax cookie with the form of another site', async () => {
    const tab = Browser.inFrameOf(lms).newTab();
    await set(tab, 'lax=1; SameSite=Lax', 'none=1; Secure; SameSite=None');

    const { body } = await tab.post(`${tool}/page`, { a: 'b' }, { from: lms });

    expect(JSON.parse(body)).toMatchObject({ cookie: 'none=1', origin: lms });
    expect((await shown(tab))['cookie']).toBe('lax=1; none=1');
  });

  it('forgets a cookie when told to, and keeps paths apart', async () => {
    const tab = Browser.inFrameOf(lms).newTab();
    await set(tab, 'a=1', 'a=2; Path=/lti', 'b=3');

    await set(tab, 'b=; Max-Age=0');

    expect((await shown(tab))['cookie']).toBe('a=1');
    expect((await shown(tab, '/lti/launch'))['cookie']).toBe('a=1; a=2');
  });

  it('keeps its twin out of what happens to it later', async () => {
    const browser = Browser.inFrameOf(lms).newTab();
    await set(browser, 'a=1');
    const twin = browser.twin();

    await set(browser, 'a=; Max-Age=0');

    expect((await shown(twin))['cookie']).toBe('a=1');
  });

  it('says where a request comes from, and follows a redirect only when asked', async () => {
    const browser = Browser.inFrameOf(lms);

    const moved = await browser.get(`${tool}/moved`, { from: lms });
    const page = await browser.follow(moved, { from: lms });

    expect(moved.status).toBe(303);
    expect(page.status).toBe(200);
    expect(JSON.parse(page.body)).toMatchObject({
      'sec-fetch-site': 'cross-site',
      'sec-fetch-dest': 'iframe',
    });
  });

  it('keeps nothing at all when its owner forbids cookies', async () => {
    const browser = Browser.withoutCookies(lms);
    await set(browser, '__Host-kept=1; Path=/; Secure; SameSite=None; Partitioned');

    expect((await shown(browser))['cookie']).toBeUndefined();
  });
});
