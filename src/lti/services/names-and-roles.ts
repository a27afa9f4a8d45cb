import { setImmediate as breathe } from 'node:timers/promises';
import { z } from 'zod';
import { findLink } from './link-header.ts';
import { type Page, readPages, sameHostUrl, withQuery } from './pages.ts';
import { parseAnswer } from './platform-json.ts';
import { hasRole, mergedMember, readMember, type RosterMember } from './roster-member.ts';
import type { ServicePlatform } from './service-token.ts';
import type { Services } from './services.ts';

export interface RosterRequest {
  /** `context_memberships_url` of the launch. */
  membershipsUrl: string;
  /** Only people with this context role: its URI, or its short name. */
  role?: string;
  /** Only people who may open this resource link. */
  rlid?: string;
  /** How many people the platform may put on a page. */
  limit?: number;
  /** Breaks off between two pages. */
  signal?: AbortSignal;
}

export interface Roster {
  contextId: string | null;
  /** Each person once. */
  members: RosterMember[];
  /** How many entries could not be read. */
  skipped: number;
  /** Whether everybody was read, and understood: only then is someone who is absent gone. */
  complete: boolean;
  /** Where the platform will tell what has changed since. */
  differencesUrl: string | null;
}

const scope = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly';
const mediaType = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json';
const maxPages = 1000;
const maxMembers = 50_000;
// Moodle puts a whole course on one page when no limit is asked for.
const limitBytes = 32 * 1024 * 1024;
const timeoutMs = 20_000;
// Some platforms put everybody on one page; other people's requests must not wait until all are read.
const entriesAtOnce = 100;

const container = z.object({
  context: z.object({ id: z.coerce.string() }).nullish().catch(null),
  members: z.array(z.unknown()),
});

/**
 * Reads who is in the course, page by page, up to 50,000 people.
 *
 * @throws Forbidden, NotFound or Invalid as the platform answers; PlatformUnreachable when it does not, or
 *   not as specified
 * @see [NRPS 2.0, Context membership](https://www.imsglobal.org/spec/lti-nrps/v2p0/)
 */
export async function readRoster(
  services: Services,
  platform: ServicePlatform,
  asked: RosterRequest,
): Promise<Roster> {
  const members = new Map<string, RosterMember>();
  const roster: Omit<Roster, 'members'> = {
    contextId: null,
    skipped: 0,
    complete: false,
    differencesUrl: null,
  };
  for await (const page of readPages(services, platform, pagesOf(asked))) {
    const { context, entries, differencesUrl } = readPage(page);
    for (const [index, entry] of entries.entries()) {
      if (index > 0 && index % entriesAtOnce === 0) await breathe();
      if (!addMember(members, entry, asked)) roster.skipped += 1;
    }
    roster.contextId ??= context;
    roster.differencesUrl = differencesUrl ?? roster.differencesUrl;
    roster.complete = page.isLast && roster.skipped === 0;
    if (members.size >= maxMembers && !page.isLast) break;
  }
  return { ...roster, members: [...members.values()] };
}

/**
 * Reads what has changed in the roster since the platform told where it would tell. Whoever is not among
 * these is as before; whoever left is there as `Deleted`.
 *
 * @returns null where that address is not on the host of the service itself, which alone may see the token
 * @throws as `readRoster` does, also when the platform does not remember that long
 * @see [NRPS 2.0, Membership differences](https://www.imsglobal.org/spec/lti-nrps/v2p0/)
 */
export async function readRosterChanges(
  services: Services,
  platform: ServicePlatform,
  asked: { membershipsUrl: string; differencesUrl: string; signal: AbortSignal },
): Promise<Roster | null> {
  const url = sameHostUrl(asked.differencesUrl, asked.membershipsUrl);
  if (url === null) return null;
  return readRoster(services, platform, { membershipsUrl: url, signal: asked.signal });
}

function pagesOf({ membershipsUrl, role, rlid, limit, signal }: RosterRequest) {
  const url = withQuery(membershipsUrl, { role, rlid, limit });
  return { url, scope, accept: mediaType, maxPages, timeoutMs, limitBytes, signal };
}

function readPage({ answer, url }: Page) {
  const { context, members } = parseAnswer(container, answer.text, new URL(url).host);
  const differences = findLink(answer.headers['link'], 'differences');
  return {
    context: context?.id ?? null,
    entries: members,
    differencesUrl: differences === null ? null : sameHostUrl(differences, url),
  };
}

/** False for an entry that names nobody. Moodle forgets the role after its first page, so we do not. */
function addMember(members: Map<string, RosterMember>, entry: unknown, { role }: RosterRequest) {
  const member = readMember(entry);
  if (member === null) return false;
  if (role !== undefined && !hasRole(member, role)) return true;
  const known = members.get(member.userId);
  members.set(member.userId, known === undefined ? member : mergedMember(known, member));
  return true;
}
