import type { Request, Response } from 'express';
import type { Database } from '../db/index.ts';
import { isPersonal, signedIn } from '../sessions/index.ts';
import { wordsFor } from '../web/index.ts';
import { placesIn, withTitles } from './link-title.ts';
import { titlesOf } from './link-title-store.ts';
import { personsShownIn, withNames, type Mention } from './mention.ts';
import { membersAmong } from './mention-store.ts';

/** What shows what people wrote as its reader may see it. */
export interface Showing {
  db: Database;
  publicUrl: URL;
}

/** What is kept of what somebody wrote, and whom it names. */
interface Written {
  bodyHtml: string;
  triedHtml: string | null;
  mentions: readonly Mention[];
}

/** With people called by the names they have now, and addresses of ours by the titles that this reader may know. */
export async function showProse<T extends Written>(
  { db, publicUrl: { origin } }: Showing,
  { req, res }: { req: Request; res: Response },
  posts: readonly T[],
): Promise<T[]> {
  const session = signedIn(req);
  const say = wordsFor(req, res);
  const htmls = posts.flatMap(({ bodyHtml, triedHtml }) => [bodyHtml, triedHtml ?? '']);
  const places = placesIn(htmls, origin);
  const titles =
    places.length === 0
      ? []
      : await db.within(session.organizationId, (tx) => titlesOf(tx, session, places));
  const unnamed = say('person.unnamed');
  return posts.map((post) => {
    const shown = (html: string) =>
      withTitles(withNames(html, post.mentions, unnamed), titles, { origin, say });
    const { bodyHtml, triedHtml } = post;
    return { ...post, bodyHtml: shown(bodyHtml), triedHtml: triedHtml && shown(triedHtml) };
  });
}

/** Shows words that are still being written as they would be posted in this community. */
export function showPreview(showing: Showing) {
  return async (
    exchange: { req: Request; res: Response },
    { html, communityId }: { html: string; communityId: string | null },
  ): Promise<string> => {
    const session = signedIn(exchange.req);
    const named = personsShownIn(html);
    const isAsked = communityId !== null && named.length > 0 && isPersonal(session);
    const mentions = isAsked
      ? await showing.db.within(session.organizationId, (tx) =>
          membersAmong(tx, { communityId, readerId: session.personId }, named),
        )
      : [];
    const [post] = await showProse(showing, exchange, [
      { bodyHtml: html, triedHtml: null, mentions },
    ]);
    return post?.bodyHtml ?? html;
  };
}
