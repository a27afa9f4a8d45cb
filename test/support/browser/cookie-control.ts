import type { RequestListener } from 'node:http';
import type { BrowserContext, Frame } from 'playwright-core';
import { listenAnywhere } from './listen.ts';

/** What a browser still has on the next request of a page that tried to keep all of it. */
export interface Kept {
  plain: boolean;
  partitioned: boolean;
  sessionStorage: boolean;
}

const common = 'Path=/; Secure; HttpOnly; SameSite=None';
const cookies = [`plain=1; ${common}`, `__Host-partitioned=1; ${common}; Partitioned`];

/** `/around` holds `/set` in another site's frame; `/set` leads to `/show`, which tells what came back. */
const answer =
  (port: number): RequestListener =>
  (req, res) => {
    res.setHeader('content-type', 'text/html');
    if (req.url === '/around') {
      res.end(`<!doctype html><iframe src="http://localhost:${port}/set"></iframe>`);
    } else if (req.url === '/set') {
      res.writeHead(302, { 'set-cookie': cookies, location: '/show' }).end();
    } else {
      res.end(`<!doctype html><pre>${req.headers.cookie ?? ''}</pre>`);
    }
  };

const triesStorage = `(() => {
  try { sessionStorage.setItem('kept', '1'); return sessionStorage.getItem('kept') === '1'; }
  catch { return false; }
})()`;

async function keptIn(frame: Frame): Promise<Kept> {
  const shown = await frame.locator('pre').textContent();
  return {
    plain: shown?.includes('plain=1') ?? false,
    partitioned: shown?.includes('__Host-partitioned=1') ?? false,
    sessionStorage: await frame.evaluate<boolean>(triesStorage),
  };
}

/** Tries what this browser keeps, inside the frame of an LMS and in a tab of its own. */
export async function tryCookies(
  context: BrowserContext,
): Promise<{ embedded: Kept; alone: Kept }> {
  const listening = await listenAnywhere(answer);
  const page = await context.newPage();
  try {
    const shown = page.waitForResponse(/\/show$/);
    await page.goto(`http://lms.localhost:${listening.port}/around`);
    const frame = (await shown).frame();
    await frame.waitForURL(/\/show$/);
    const embedded = await keptIn(frame);
    await page.goto(`http://localhost:${listening.port}/set`);
    return { embedded, alone: await keptIn(page.mainFrame()) };
  } finally {
    await page.close();
    await listening.close();
  }
}
