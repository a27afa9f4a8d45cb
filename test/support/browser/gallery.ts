import type { Page } from 'playwright-core';
import type { Answer } from '../platform/browser.ts';
import { openBrowser, type BrowserOptions } from './launch.ts';

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

/**
 * @param url the program's; pages that only pass by stay, for nothing else is answered
 * @param script what `addScript` gives to a page: from an address, since evaluated it takes far longer
 */
export async function openGallery(
  url: string,
  script = '',
  options: BrowserOptions = {},
): Promise<Gallery> {
  const { context, close } = await openBrowser(options);
  const page = await context.newPage();
  const address = `${url}/shown`;
  const scriptAddress = `${url}/script`;
  let shown: Answer | undefined;
  await page.route(
    (asked) => !asked.pathname.startsWith('/assets/'),
    (route) =>
      shown && route.request().url() === address
        ? route.fulfill({ status: 200, headers: headersOf(shown), body: shown.body })
        : route.fulfill({ status: 204 }),
  );
  await page.route(scriptAddress, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  );
  return {
    page,
    show: async (answer) => {
      shown = answer;
      // A page that goes on by itself is never said to be loaded, for it has left before.
      await page.goto(address, { waitUntil: 'commit' });
      await page.evaluate(untilComplete);
    },
    addScript: async () => {
      await page.addScriptTag({ url: scriptAddress });
    },
    close,
  };
}
