import { createHash } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { memberCalled } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { lookOf, openingsOf, recentThreads } from '../discussions/index.ts';
import { NotFound } from '../errors.ts';
import { dayOf } from '../people/index.ts';
import { wordsFor } from '../web/index.ts';
import { atomOf } from './atom.ts';
import { feedOf, type Feed } from './feed.ts';
import { jsonFeedOf } from './json-feed.ts';
import { hashOf } from './key.ts';
import { findAddress, noteUse, type FeedAddress } from './store.ts';

/** What feeds stand on. */
export interface Feeds {
  db: Database;
  now: () => Date;
  publicUrl: URL;
  feedKey: Uint8Array;
}

const mostEntries = 50;

/** What stands in the feed: what every member sees, but for what this one wants to hear nothing of. */
async function contentOf(tx: Transaction, address: FeedAddress) {
  const member = await memberCalled(tx, address);
  const look = lookOf({ ...member, role: 'member' });
  const recent = await recentThreads(tx, look, { after: null, limit: mostEntries });
  const threads = recent.filter(({ watchLevel }) => watchLevel !== 'muted');
  const openings = await openingsOf(
    tx,
    threads.map(({ id }) => id),
  );
  return { community: member.community, threads, openings, since: address.createdAt };
}

/** The feed of this key, for as long as its owner belongs. @throws NotFound */
async function feedAt(
  { db, now, publicUrl, feedKey }: Feeds,
  { req, res }: { req: Request; res: Response },
): Promise<Feed> {
  const keyHash = hashOf(feedKey, String(req.params['key']));
  const address = await db.askAtTheDoor((tx) => findAddress(tx, keyHash));
  if (!address) throw new NotFound('No such feed');
  const today = dayOf(now(), null);
  const content = await db.within(address.organizationId, async (tx) => {
    const content = await contentOf(tx, address);
    if (address.lastUsedOn !== today) await noteUse(tx, address, today);
    return content;
  });
  const { language } = address;
  res.locals['language'] = language;
  return feedOf(content, { publicUrl, language, words: wordsFor(req, res) });
}

/** Sends a feed, or says that it is the one that is known already. */
function send(res: Response, { updatedAt, language }: Feed, body: string): void {
  res.set({
    // Asked anew each time: what was hidden meanwhile is shown no longer.
    'Cache-Control': 'private, no-cache',
    'Content-Language': language,
    'Last-Modified': updatedAt.toUTCString(),
    'X-Robots-Tag': 'noindex',
    ETag: `"${createHash('sha256').update(body).digest('base64url')}"`,
  });
  res.send(body);
}

/** `GET /feeds/<key>/atom.xml`: what was talked about last. */
export function atomFeed(feeds: Feeds): RequestHandler {
  return async (req, res) => {
    const feed = await feedAt(feeds, { req, res });
    const body = await atomOf(res, feed);
    send(res.type('application/atom+xml'), feed, body);
  };
}

/** `GET /feeds/<key>/feed.json`: the same. */
export function jsonFeed(feeds: Feeds): RequestHandler {
  return async (req, res) => {
    const feed = await feedAt(feeds, { req, res });
    send(res.type('application/feed+json'), feed, jsonFeedOf(feed));
  };
}
