import type { Request, Response } from 'express';
import { memberOf, topicsOf } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { follow } from './follow.ts';
import { FollowingForm } from './forms.ts';
import { discussionPaths } from './paths.ts';
import { watchLevels } from './thread.ts';
import { watchLevelsOf } from './watch-store.ts';

/** `GET /communities/<id>/following`: how closely I follow the community, and each of its topics. */
export function followingPage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { reader, topics, chosen } = await db.within(session.organizationId, async (tx) => {
      const reader = await memberOf(tx, session, req.params['communityId']);
      const { id } = reader.community;
      const topics = await topicsOf(tx, id);
      const scopeIds = [id, ...topics.map((topic) => topic.id)];
      return { reader, topics, chosen: await watchLevelsOf(tx, reader.personId, scopeIds) };
    });
    const { id } = reader.community;
    const levels = (level: string) =>
      watchLevels.map((name) => ({ name, isChosen: name === level }));
    render(req, res, 'discussions/following', {
      section: 'talk',
      reader,
      levels: levels(chosen.get(id) ?? 'normal'),
      topics: topics.map((topic) => ({ ...topic, levels: levels(chosen.get(topic.id) ?? '') })),
      action: discussionPaths.following(id),
      isSaved: req.query['saved'] !== undefined,
    });
  };
}

/** `POST /communities/<id>/following`: follows them as closely as I choose. */
export function chooseFollowing(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const wish = bodyOf(req, FollowingForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const { community, personId } = await memberOf(tx, session, req.params['communityId']);
      const { organizationId, id } = community;
      const own = { organizationId, personId };
      // What is usual anyway was not chosen by leaving it as it was.
      const level = wish.community === 'normal' ? 'inherited' : wish.community;
      await follow(tx, { ...own, scope: 'community', scopeId: id }, level);
      for (const topic of await topicsOf(tx, id)) {
        const choice = wish[topic.id];
        if (choice) await follow(tx, { ...own, scope: 'topic', scopeId: topic.id }, choice);
      }
      return `${discussionPaths.following(id)}?saved`;
    });
    res.redirect(303, path);
  };
}
