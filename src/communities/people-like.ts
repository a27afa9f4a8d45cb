import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { mentionOf } from '../web/index.ts';
import { memberOf } from './belonging.ts';
import { fold } from './fold.ts';
import { membersLike } from './people-store.ts';

const leastTyped = 2;
const mostShown = 8;

const Query = z.object({ name: z.string().max(100).transform(fold).catch('') });

/** `GET /communities/<id>/people/like`: members by a part of their names, each with the words that name them. */
export function peopleLike(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { name: letters } = Query.parse(req.query);
    const people = await db.within(session.organizationId, async (tx) => {
      const { community } = await memberOf(tx, session, req.params['communityId']);
      if (letters.length < leastTyped) return [];
      return membersLike(tx, community.id, { letters, limit: mostShown });
    });
    res.set('Cache-Control', 'private, max-age=30').json({
      people: people.map((person) => ({ name: person.name, markdown: mentionOf(person) })),
    });
  };
}
