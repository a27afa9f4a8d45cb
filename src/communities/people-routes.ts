import type { Request, Response } from 'express';
import type { Database, Transaction } from '../db/index.ts';
import { signedIn } from '../sessions/index.ts';
import { placeAfter, placeText, render, type Place } from '../web/index.ts';
import { readerOf } from './belonging.ts';
import type { Reader } from './community.ts';
import { facilitatorsOf, sizeOf } from './membership-store.ts';
import { communityPaths } from './paths.ts';
import { membersByName } from './people-store.ts';

const namesPerPage = 60;

/** Members see one another; a visitor sees who leads, and how many there are. */
async function peopleFor(tx: Transaction, { community, role }: Reader, after: Place | null) {
  const page = { after, limit: namesPerPage + 1 };
  return {
    facilitators: await facilitatorsOf(tx, community.id),
    size: await sizeOf(tx, community.id),
    members: role === 'visitor' ? [] : await membersByName(tx, community.id, page),
  };
}

/** `GET /communities/<id>/people`: who leads it and for how long, and who belongs, by name. */
export function peoplePage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const after = placeAfter.parse(req.query['after']);
    const { reader, people } = await db.within(session.organizationId, async (tx) => {
      const reader = await readerOf(tx, session, req.params['communityId']);
      return { reader, people: await peopleFor(tx, reader, after) };
    });
    const shown = people.members.slice(0, namesPerPage);
    const last = people.members.length > namesPerPage ? shown.at(-1) : undefined;
    const path = communityPaths.people(reader.community.id);
    render(req, res, 'communities/people', {
      section: 'people',
      reader,
      ...people,
      members: shown,
      first: after && path,
      next: last && `${path}?${new URLSearchParams({ after: placeText(last) }).toString()}`,
    });
  };
}
