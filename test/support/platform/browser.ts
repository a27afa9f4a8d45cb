import { parseSetCookie, type SetCookie } from 'cookie';
import type { IncomingHttpHeaders } from 'node:http';
import { CookieJar, siteOf, type CookieScene } from './cookie-jar.ts';
import { exchange } from './http.ts';

/** What came back for one request; redirects are not followed unless asked for. */
export interface Answer {
  readonly url: URL;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly setCookies: readonly SetCookie[];
  /** Where a redirect leads, made absolute. */
  readonly location: URL | undefined;
}

/** Who caused a navigation: the page's origin, or nobody when the person typed the address. */
export interface Cause {
  readonly from?: string | undefined;
  readonly headers?: Record<string, string>;
}

export type Fields = Record<string, string | undefined>;

/** What a form sends; a field of several values is sent once for each. */
export type Filled = Record<string, string | readonly string[] | undefined>;

interface Context {
  readonly jar: CookieJar;
  /** The site in the address bar while the tool sits in a frame; undefined at top level. */
  readonly framedBy: string | undefined;
  readonly keepsCookies: boolean;
  /** As `Accept-Language` says it. */
  readonly languages?: string;
}

/** One person's browser on one device, seen from the tool: over real HTTP, with a cookie jar. */
export class Browser {
  readonly #context: Context;

  private constructor(context: Context) {
    this.#context = context;
  }

  /** The usual case: the tool in a frame of an LMS page, third-party cookies blocked. */
  static inFrameOf(origin: string): Browser {
    const framedBy = siteOf(new URL(origin));
    return new Browser({ jar: new CookieJar(), framedBy, keepsCookies: true });
  }

  /** A browser that keeps no cookie at all, not even a partitioned one. */
  static withoutCookies(origin: string): Browser {
    const framedBy = siteOf(new URL(origin));
    return new Browser({ jar: new CookieJar(), framedBy, keepsCookies: false });
  }

  /** A new tab of the same browser, with the tool in the address bar, where every cookie is kept. */
  newTab(): Browser {
    return new Browser({ ...this.#context, framedBy: undefined, keepsCookies: true });
  }

  /** The same browser as it is now; what happens to one later does not happen to the other. */
  twin(): Browser {
    return new Browser({ ...this.#context, jar: this.#context.jar.copy() });
  }

  /** The same browser, set to other languages. */
  speaking(languages: string): Browser {
    return new Browser({ ...this.#context, languages });
  }

  get(url: string | URL, cause: Cause = {}): Promise<Answer> {
    return this.#navigate('GET', new URL(url), cause);
  }

  post(url: string | URL, fields: Filled, cause: Cause = {}): Promise<Answer> {
    const form = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      const values = typeof value === 'string' ? [value] : (value ?? []);
      for (const one of values) form.append(name, one);
    }
    return this.#navigate('POST', new URL(url), cause, form.toString());
  }

  /** Go where a redirect leads, and on, until a page is shown. */
  async follow(answer: Answer, cause: Cause = {}): Promise<Answer> {
    let shown = answer;
    for (let hops = 0; shown.location !== undefined; hops += 1) {
      if (hops === 10) throw new Error(`Redirected in circles at ${shown.location.href}`);
      shown = await this.get(shown.location, cause);
    }
    return shown;
  }

  /** What goes along when a script of one of our pages asks its own origin for something. */
  scriptHeaders(address: string | URL): Record<string, string> {
    const url = new URL(address);
    const topSite = this.#context.framedBy ?? siteOf(url);
    return {
      'accept-language': this.#context.languages ?? 'en-US,en;q=0.9',
      'sec-fetch-site': 'same-origin',
      ...this.#cookieHeader({ url, method: 'GET', topSite, crossSite: false }),
    };
  }

  async #navigate(method: string, url: URL, cause: Cause, body?: string): Promise<Answer> {
    const site = relation(cause.from, url);
    const scene: CookieScene = {
      url,
      method,
      topSite: this.#context.framedBy ?? siteOf(url),
      crossSite: site === 'cross-site',
    };
    const headers = {
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      'accept-language': this.#context.languages ?? 'en-US,en;q=0.9',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0',
      'upgrade-insecure-requests': '1',
      'sec-fetch-site': site,
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': this.#context.framedBy === undefined ? 'document' : 'iframe',
      ...(cause.from === undefined ? {} : { referer: `${cause.from}/` }),
      ...(body === undefined ? {} : formHeaders(cause.from)),
      ...this.#cookieHeader(scene),
      ...cause.headers,
    };
    const answer = await exchange(url, { method, headers, body });
    const setCookies = (answer.headers['set-cookie'] ?? []).map((line) =>
      parseSetCookie(line, { decode: (value) => value }),
    );
    if (this.#context.keepsCookies) {
      for (const cookie of setCookies) this.#context.jar.keep(cookie, scene);
    }
    return {
      url,
      ...answer,
      setCookies,
      location: redirection(answer.status, answer.headers, url),
    };
  }

  #cookieHeader(scene: CookieScene): Record<string, string> {
    const cookie = this.#context.jar.headerFor(scene);
    return cookie === undefined ? {} : { cookie };
  }
}

/** @see [Fetch Metadata, 2.3 Sec-Fetch-Site](https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header) */
function relation(from: string | undefined, to: URL): string {
  if (from === undefined) return 'none';
  const origin = new URL(from);
  if (origin.origin === to.origin) return 'same-origin';
  return siteOf(origin) === siteOf(to) ? 'same-site' : 'cross-site';
}

function formHeaders(from: string | undefined): Record<string, string> {
  return { 'content-type': 'application/x-www-form-urlencoded', origin: from ?? 'null' };
}

function redirection(status: number, headers: IncomingHttpHeaders, base: URL): URL | undefined {
  if (status < 300 || status > 399 || headers.location === undefined) return undefined;
  return new URL(headers.location, base);
}
