import { request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Page } from 'playwright-core';
import type { Answer } from '../platform/browser.ts';
import { openBrowser, type BrowserOptions } from './launch.ts';
import { listenAnywhere } from './listen.ts';

/** A browser that shows, one after the other, pages which somebody else was sent. */
export interface Gallery {
  page: Page;
  /** Opens the page as in life: under the program's own address, with its headers, styles and scripts. */
  show(answer: Answer): Promise<void>;
  addScript(): Promise<void>;
  close(): Promise<void>;
}

const kept = ['content-type', 'content-security-policy'];

function headersOf({ headers }: Answer): Record<string, string> {
  const all = kept.map((name): [string, string] => [name, String(headers[name] ?? '')]);
  return Object.fromEntries(all.filter(([, value]) => value !== ''));
}

const untilComplete = `new Promise((done) => {
  const look = () => (document.readyState === 'complete' ? done() : setTimeout(look, 20));
  look();
})`;

const forever = {
  'content-type': 'text/javascript',
  'cache-control': 'max-age=31536000, immutable',
};

function passOn(asked: IncomingMessage, answer: ServerResponse): void {
  const onward = request(asked.url ?? '', { headers: asked.headers }, (response) => {
    answer.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  onward.end();
}

/**
 * What stands between the browser and the program. It answers in the browser's way, so that what pages have in
 * common is kept and compiled once, which a driver that answers itself keeps the browser from.
 */
async function openCurtain(url: string, script: string) {
  let shown: Answer | undefined;
  const listening = await listenAnywhere(() => (asked, answer) => {
    const { pathname } = new URL(asked.url ?? '', url);
    if (pathname.startsWith('/assets/')) passOn(asked, answer);
    else if (pathname === '/script') answer.writeHead(200, forever).end(script);
    else if (pathname === '/shown' && shown)
      answer.writeHead(200, headersOf(shown)).end(shown.body);
    else answer.writeHead(204).end();
  });
  return {
    address: `http://127.0.0.1:${listening.port}`,
    show: (answer: Answer) => {
      shown = answer;
    },
    close: listening.close,
  };
}

/**
 * @param url the program's; pages that only pass by stay, for nothing else is answered
 * @param script what `addScript` gives to a page: from an address, since evaluated it takes far longer
 */
export async function openGallery(
  url: string,
  script = '',
  options: BrowserOptions = {},
): Promise<Gallery> {
  const curtain = await openCurtain(url, script);
  const { context, close } = await openBrowser({ ...options, proxy: curtain.address });
  const page = await context.newPage();
  return {
    page,
    show: async (answer) => {
      curtain.show(answer);
      // A page that goes on by itself is never said to be loaded, for it has left before.
      await page.goto(`${url}/shown`, { waitUntil: 'commit' });
      await page.evaluate(untilComplete);
    },
    addScript: async () => {
      await page.addScriptTag({ url: `${url}/script` });
    },
    close: async () => {
      await close();
      await curtain.close();
    },
  };
}
