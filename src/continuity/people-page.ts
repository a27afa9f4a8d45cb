import type { Request, Response } from 'express';
import { facilitatorOf } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { pillarsOf } from './alone-store.ts';
import { continuityPaths } from './paths.ts';

const mostPeople = 100;

/** `GET …/continuity/people`: everybody whom articles rest on alone. */
export function peoplePage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { reader, people } = await db.within(session.organizationId, async (tx) => {
      const reader = await facilitatorOf(tx, session, req.params['communityId']);
      return { reader, people: await pillarsOf(tx, reader.community.id, mostPeople) };
    });
    const { id } = reader.community;
    render(req, res, 'continuity/people', {
      section: 'care',
      reader,
      people: people.map((person) => ({
        ...person,
        path: continuityPaths.person(id, person.personId),
      })),
    });
  };
}
