import type { Request, Response } from 'express';
import { findReader, type Reader } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { signedIn } from '../sessions/index.ts';
import { addressFor, escapeHtml, languageOf } from '../web/index.ts';
import { playerOf, watcherOf } from './recording.ts';
import { maySee } from './resource.ts';
import { findResource } from './store.ts';

/** So many play on one page at most; beyond that they stay links. */
const mostPlayers = 12;

/** An address alone in its paragraph, as the renderer writes it. */
const alone =
  /<p><a href="(https?:\/\/[^"]+)" rel="nofollow noopener noreferrer" target="_blank">\1<\/a><\/p>/g;

const uuid = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
const resourcePath = new RegExp(`^/communities/[0-9a-f-]{36}/library/${uuid}$`);

type Player = NonNullable<Awaited<ReturnType<typeof playerOf>>>;

/** What an address of ours leads to in a library, and from when on it is to play. */
function resourceAt(href: string, origin: string): { id: string; t: string } | null {
  const address = href.replaceAll('&amp;', '&');
  if (!address.startsWith(`${origin}/`) || !URL.canParse(address)) return null;
  const { pathname, searchParams } = new URL(address);
  const [, id] = resourcePath.exec(pathname) ?? [];
  return id === undefined ? null : { id, t: searchParams.get('t') ?? '0' };
}

/** The player of a recording of this community; null for anything else, and for what is not theirs to see. */
async function findPlayer(
  tx: Transaction,
  reader: Reader,
  { id, t, language }: { id: string; t: string; language: string },
): Promise<Player | null> {
  const resource = await findResource(tx, id, reader.personId);
  if (resource?.communityId !== reader.community.id || !maySee(resource, reader)) return null;
  return playerOf(
    tx,
    { watcher: watcherOf(reader, resource), resource },
    { asked: { t }, language },
  );
}

function figureOf(
  { kind, title, file, fragment, posterPath, tracks }: Player,
  { href, sign }: { href: string; sign: (path: string) => string },
): string {
  const source = `controls preload="none" src="${escapeHtml(sign(file) + fragment)}" aria-label="${escapeHtml(title)}"`;
  const poster = posterPath ? ` poster="${escapeHtml(sign(posterPath))}"` : '';
  const captions = tracks.map(
    ({ code, name, path, isShown }) =>
      `<track kind="captions" src="${escapeHtml(sign(path))}" srclang="${escapeHtml(code)}" label="${escapeHtml(name)}"${isShown ? ' default' : ''}>`,
  );
  const media =
    kind === 'audio'
      ? `<audio ${source}></audio>`
      : `<video ${source}${poster} playsinline>${captions.join('')}</video>`;
  const name = `<a href="${href}" dir="auto">${escapeHtml(title)}</a>`;
  return `<figure class="embedded">${media}<figcaption>${name}</figcaption></figure>`;
}

/**
 * Has an address of a recording of this community, where it stands alone, play where it stands, for whoever may see it.
 * For whoever may not it stays an address, like that of anything else.
 */
export function embedRecordings({ db, publicUrl }: { db: Database; publicUrl: URL }) {
  return async (
    { req, res }: { req: Request; res: Response },
    { html, communityId }: { html: string; communityId: string | null },
  ): Promise<string> => {
    const named = new Map(
      [...html.matchAll(alone)].flatMap(([, href = '']) => {
        const place = resourceAt(href, publicUrl.origin);
        return place ? [[href, place] as const] : [];
      }),
    );
    if (communityId === null || named.size === 0) return html;
    const session = signedIn(req);
    const language = languageOf(req, res);
    const players = new Map<string, Player>();
    await db.within(session.organizationId, async (tx) => {
      const { reader } = await findReader(tx, session, communityId);
      for (const [href, place] of [...named].slice(0, mostPlayers)) {
        const player = reader && (await findPlayer(tx, reader, { ...place, language }));
        if (player) players.set(href, player);
      }
    });
    const sign = (path: string) => addressFor(res, path);
    return html.replaceAll(alone, (whole, href: string) => {
      const player = players.get(href);
      return player ? figureOf(player, { href, sign }) : whole;
    });
  };
}
