import type { Request, Response } from 'express';
import { z } from 'zod';
import { findReader } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { questionBox, sharedLibraryPath } from '../reach/index.ts';
import { signedIn } from '../sessions/index.ts';
import { languageOf, render } from '../web/index.ts';
import { contentOf } from './content.ts';
import { guideOf } from './guide-store.ts';
import { resourcePaths } from './paths.ts';
import { playerOf } from './recording.ts';
import { isForEverybody } from './resource.ts';
import { findShared } from './shared-store.ts';
import { findResource } from './store.ts';

/**
 * `GET /resources/<id>`: the address to keep. It leads whoever reads the community to the resource, wherever it stands
 * by then; everybody else in the organization sees it here, where it is for them.
 */
export function findResourceAgain(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const spoken = languageOf(req, res);
    const found = await db.within(session.organizationId, async (tx) => {
      const id = z.uuid().safeParse(req.params['resourceId']).data;
      const resource = id && (await findResource(tx, id, session.personId));
      if (!resource) throw new NotFound('No such resource');
      const { community, reader } = await findReader(tx, session, resource.communityId);
      if (reader) return { path: resourcePaths.resource(community.id, id) };
      if (!isForEverybody(resource)) throw new NotFound('Not for everybody');
      const { successor } = resource;
      const watcher = { personId: null, mayCare: false, path: resourcePaths.lasting(id) };
      return {
        community,
        resource: { ...resource, successor: successor && (await findShared(tx, successor.id)) },
        guide: await guideOf(tx, id),
        box: questionBox(session, { community, reader }, { kind: 'resource', id }),
        player: await playerOf(tx, { watcher, resource }, { asked: req.query, language: spoken }),
      };
    });
    if (found.path !== undefined) return res.redirect(303, found.path);
    const { community, resource, guide, player, box } = found;
    return render(req, res, 'resources/shared', {
      layout: 'bare',
      resource,
      guide,
      box,
      ...contentOf(resource, { player, spoken }),
      successorPath: resource.successor && resourcePaths.lasting(resource.successor.id),
      isChanged: resource.updatedAt.getTime() > resource.createdAt.getTime(),
      communityName: community.name,
      library: sharedLibraryPath,
    });
  };
}
