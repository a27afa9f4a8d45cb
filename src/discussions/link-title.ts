import { escapeHtml, type Words } from '../web/index.ts';

/** What an address of ours leads to. */
interface Place {
  kind: 'community' | 'thread';
  id: string;
  /** The community's page, by its view; null for its front page. */
  page: string | null;
  postNo: number | null;
  /** The address within our site. */
  path: string;
}

/** What something of ours is called, for somebody who may read it. */
export interface Titled {
  kind: Place['kind'];
  id: string;
  title: string;
  /** How much higher the numbers of its posts are where it was merged into. */
  afterNo: number;
}

const uuid = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
const threadPath = new RegExp(`^(?:/communities/${uuid})?/threads/${uuid}$`);
const communityPath = new RegExp(`^/communities/${uuid}(?:/([a-z]+))?$`);
const pages: Record<string, string> = {
  agenda: 'agenda/list',
  charter: 'communities/charter',
  people: 'communities/people',
  roles: 'home/roles',
  threads: 'discussions/list',
};

/** An address that stands as itself, as the renderer writes it. */
const bare =
  /<a href="(https?:\/\/[^"]+)" rel="nofollow noopener noreferrer" target="_blank">\1<\/a>/g;

function placeAt(href: string, origin: string): Place | null {
  const address = href.replaceAll('&amp;', '&');
  if (!address.startsWith(`${origin}/`) || !URL.canParse(address)) return null;
  const { pathname, search, hash } = new URL(address);
  const path = pathname + search + hash;
  const [, , threadId] = threadPath.exec(pathname) ?? [];
  const [, number] = /^#post-(\d{1,6})$/.exec(hash) ?? [];
  const postNo = number ? Number(number) : null;
  if (threadId) return { kind: 'thread', id: threadId, page: null, postNo, path };
  const [, communityId, name] = communityPath.exec(pathname) ?? [];
  const page = name === undefined ? null : pages[name];
  if (!communityId || page === undefined) return null;
  return { kind: 'community', id: communityId, page, postNo: null, path };
}

/** As many as one query asks for. */
const most = 200;

/** What the bare addresses of these texts lead to, where it is ours. @param origin of this site */
export function placesIn(htmls: readonly string[], origin: string): Pick<Place, 'kind' | 'id'>[] {
  return htmls
    .filter((html) => html.includes(`<a href="${origin}/`))
    .flatMap((html) => [...html.matchAll(bare)])
    .flatMap(([, href = '']) => placeAt(href, origin) ?? [])
    .slice(0, most);
}

function wordsOf({ kind, page, postNo }: Place, { title, afterNo }: Titled, say: Words): string {
  const community = { name: title };
  if (kind === 'community' && page)
    return `<bdi>${escapeHtml(say(`titles.${page}`, { community, reader: { community } }))}</bdi>`;
  const whole = `<bdi>${escapeHtml(title)}</bdi>`;
  if (postNo === null || postNo === 1) return whole;
  return `${whole} · ${escapeHtml(say('log.post', { number: postNo + afterNo }))}`;
}

/** Calls bare addresses of ours by the titles that are known; the others stay as they are. */
export function withTitles(
  html: string,
  titles: readonly Titled[],
  { origin, say }: { origin: string; say: Words },
): string {
  if (titles.length === 0) return html;
  return html.replaceAll(bare, (whole, href: string) => {
    const place = placeAt(href, origin);
    const titled = titles.find(({ kind, id }) => kind === place?.kind && id === place.id);
    if (!place || !titled) return whole;
    return `<a href="${escapeHtml(place.path)}">${wordsOf(place, titled, say)}</a>`;
  });
}
