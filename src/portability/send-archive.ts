import { create as contentDisposition } from 'content-disposition';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { recordBy } from '../activity/index.ts';
import { memberWhoMay } from '../communities/index.ts';
import { newId, type Database } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { bearerIn, type Bearing, type FileStore } from '../files/index.ts';
import { isPersonal, signedIn } from '../sessions/index.ts';
import { logOf, nearestLanguage, wordsFor } from '../web/index.ts';
import { leavingOf } from './leaving.ts';
import { slugOf } from './naming.ts';
import { writeArchive } from './write-archive.ts';

/** What taking a community along stands on. */
export interface TakingAway extends Bearing {
  db: Database;
  files: FileStore;
  publicUrl: URL;
}

/**
 * `GET /files/archives/<community>`: the community as a ZIP, to whoever leads it. A browser that saves something
 * sends no header along, so the address says by its signature whose visit it is, as those of files do.
 */
export function sendArchive(house: TakingAway) {
  const { db, files, publicUrl, now } = house;
  return async (req: Request, res: Response): Promise<void> => {
    const communityId = z.uuid().safeParse(req.params['communityId']).data;
    if (!communityId) throw new NotFound('No such community');
    const session = (await bearerIn(house, req, communityId)) ?? signedIn(req);
    if (!isPersonal(session)) throw new NotFound('No such archive of theirs');
    const { organizationId } = session;
    const language = nearestLanguage([session.language, ...req.acceptsLanguages()]);
    res.locals['language'] ??= language;
    const { community, personId } = await db.within(organizationId, async (tx) => {
      const leader = await memberWhoMay(tx, session, { power: 'takeAlong', communityId });
      await recordBy(tx, leader, {
        verb: 'took along',
        objectKind: 'community',
        objectId: communityId,
      });
      return leader;
    });
    const madeAt = now();
    const leaving = leavingOf({
      db,
      organizationId,
      communityId,
      readerId: personId,
      upTo: newId(),
      madeAt,
      origin: publicUrl.origin,
      words: wordsFor(req, res),
    });
    const name = `${slugOf(community.name) || 'community'}-${madeAt.toISOString().slice(0, 10)}.zip`;
    res.set({
      'Cache-Control': 'private, no-store',
      'Content-Disposition': contentDisposition(name),
    });
    res.type('application/zip');
    try {
      await writeArchive(leaving, files, res);
    } catch (error) {
      // Too late for a page: a connection that breaks off says that not all of it came.
      if (!res.closed)
        logOf(res).error({ err: error, community: communityId }, 'archive broken off');
      res.destroy();
    }
  };
}
