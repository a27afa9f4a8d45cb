import type { SetCookie } from 'cookie';

/** Where a request goes and where it is seen: what decides about cookies besides the cookie. */
export interface CookieScene {
  readonly url: URL;
  /** Site of the page in the address bar, as `http://127.0.0.1`. */
  readonly topSite: string;
  /** Whether another site caused the request. */
  readonly crossSite: boolean;
  readonly method: string;
}

interface Kept {
  readonly cookie: SetCookie;
  readonly host: string;
  /** The top-level site of a Partitioned cookie, empty for others. */
  readonly partition: string;
}

/** Scheme and host. The test hosts have no parent domain, so the registrable domain is the host. */
export const siteOf = (url: URL): string => `${url.protocol}//${url.hostname}`;

/**
 * The cookies of one browser that blocks third-party cookies but keeps partitioned ones, which is
 * what an LMS frame meets today.
 *
 * @see [RFC 6265bis, 5.7 Storage Model](https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7)
 * @see [Cookies Having Independent Partitioned State](https://datatracker.ietf.org/doc/html/draft-cutler-httpbis-partitioned-cookies)
 */
export class CookieJar {
  #kept: readonly Kept[] = [];

  copy(): CookieJar {
    const copy = new CookieJar();
    copy.#kept = this.#kept;
    return copy;
  }

  keep(cookie: SetCookie, scene: CookieScene): void {
    if (!acceptable(cookie, scene)) return;
    const fresh: Kept = {
      cookie,
      host: scene.url.hostname,
      partition: cookie.partitioned === true ? scene.topSite : '',
    };
    const others = this.#kept.filter((kept) => !samePlace(kept, fresh));
    this.#kept = ended(cookie) ? others : [...others, fresh];
  }

  /** The Cookie header for a request, or undefined where no cookie fits. */
  headerFor(scene: CookieScene): string | undefined {
    const fitting = this.#kept.filter((kept) => fits(kept, scene));
    if (fitting.length === 0) return undefined;
    return fitting.map(({ cookie }) => `${cookie.name}=${cookie.value ?? ''}`).join('; ');
  }
}

function acceptable(cookie: SetCookie, scene: CookieScene): boolean {
  const secure = cookie.secure === true;
  if (secure && !trustworthy(scene.url)) return false;
  if (cookie.name.startsWith('__Secure-') && !secure) return false;
  if (cookie.name.startsWith('__Host-') && !(secure && cookie.path === '/' && !cookie.domain)) {
    return false;
  }
  if (cookie.partitioned === true && !secure) return false;
  if (cookie.domain !== undefined && cookie.domain !== scene.url.hostname) return false;
  const thirdParty = scene.topSite !== siteOf(scene.url);
  return !thirdParty || (cookie.partitioned === true && cookie.sameSite === 'none');
}

function samePlace(one: Kept, other: Kept): boolean {
  return (
    one.cookie.name === other.cookie.name &&
    pathOf(one.cookie) === pathOf(other.cookie) &&
    one.host === other.host &&
    one.partition === other.partition
  );
}

function ended({ maxAge, expires }: SetCookie): boolean {
  if (maxAge !== undefined) return maxAge <= 0;
  return expires !== undefined && expires.getTime() <= Date.now();
}

function fits({ cookie, host, partition }: Kept, scene: CookieScene): boolean {
  if (host !== scene.url.hostname || !coversPath(pathOf(cookie), scene.url.pathname)) return false;
  if (cookie.secure === true && !trustworthy(scene.url)) return false;
  if (cookie.partitioned === true) return partition === scene.topSite;
  if (scene.topSite !== siteOf(scene.url)) return false;
  // A cookie that says nothing is Lax: another site's link carries it, another site's form does not.
  const sameSite = cookie.sameSite ?? 'lax';
  if (!scene.crossSite || sameSite === 'none') return true;
  return sameSite === 'lax' && scene.method === 'GET';
}

const pathOf = (cookie: SetCookie): string => cookie.path ?? '/';

function coversPath(path: string, asked: string): boolean {
  return asked === path || asked.startsWith(path.endsWith('/') ? path : `${path}/`);
}

/** Browsers treat loopback names as secure, whatever the scheme. */
function trustworthy(url: URL): boolean {
  return (
    url.protocol === 'https:' ||
    url.hostname === 'localhost' ||
    url.hostname.endsWith('.localhost') ||
    url.hostname === '127.0.0.1'
  );
}
