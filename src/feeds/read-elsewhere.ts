import type { Request, Response } from 'express';
import { memberOf } from '../communities/index.ts';
import { personIn } from '../sessions/index.ts';
import { nearestLanguage, render } from '../web/index.ts';
import { hashOf, newKey } from './key.ts';
import { feedPaths } from './paths.ts';
import type { Feeds } from './read-feed.ts';
import { addressOf, deleteAddress, upsertAddress } from './store.ts';

/** @param key of an address just made, which this answer alone shows */
async function show(
  { db, publicUrl }: Feeds,
  { req, res }: { req: Request; res: Response },
  key: string | null,
): Promise<void> {
  const session = personIn(req);
  const { reader, address } = await db.within(session.organizationId, async (tx) => {
    const reader = await memberOf(tx, session, req.params['communityId']);
    const communityId = reader.community.id;
    return { reader, address: await addressOf(tx, { communityId, personId: reader.personId }) };
  });
  const { id } = reader.community;
  render(req, res, 'feeds/read-elsewhere', {
    section: 'talk',
    reader,
    address,
    made: key && {
      atom: new URL(feedPaths.atom(key), publicUrl).href,
      json: new URL(feedPaths.json(key), publicUrl).href,
    },
    isRevoked: req.query['revoked'] !== undefined,
    make: feedPaths.readElsewhere(id),
    revoke: feedPaths.revocation(id),
  });
}

/** `GET /communities/<id>/read-elsewhere`: whether a member has an address for programs that read feeds. */
export function readElsewhere(feeds: Feeds) {
  return (req: Request, res: Response): Promise<void> => show(feeds, { req, res }, null);
}

/** `POST /communities/<id>/read-elsewhere`: makes an address, in the place of the one there was. */
export function makeAddress(feeds: Feeds) {
  const { db, feedKey, now } = feeds;
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const key = newKey();
    const language = nearestLanguage([session.language, ...req.acceptsLanguages()]);
    await db.within(session.organizationId, async (tx) => {
      const { community, personId } = await memberOf(tx, session, req.params['communityId']);
      const { organizationId, id: communityId } = community;
      const owner = { organizationId, communityId, personId };
      await upsertAddress(tx, { ...owner, keyHash: hashOf(feedKey, key), language }, now());
    });
    await show(feeds, { req, res }, key);
  };
}

/** `POST /communities/<id>/read-elsewhere/end`: nothing answers at the address any more. */
export function revokeAddress({ db }: Feeds) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const path = await db.within(session.organizationId, async (tx) => {
      const { community, personId } = await memberOf(tx, session, req.params['communityId']);
      await deleteAddress(tx, { communityId: community.id, personId });
      return `${feedPaths.readElsewhere(community.id)}?revoked`;
    });
    res.redirect(303, path);
  };
}
