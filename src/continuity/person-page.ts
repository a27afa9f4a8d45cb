import type { Request, Response } from 'express';
import { z } from 'zod';
import { facilitatorOf } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { HandOverForm, PeopleQuery } from './forms.ts';
import { handOver, takeBack } from './hand-over.ts';
import { handoversOf } from './handover-store.ts';
import { findPerson } from './leaver-store.ts';
import { continuityPaths } from './paths.ts';
import { restsOn } from './rest.ts';

export interface Room {
  db: Database;
  now: () => Date;
}

const takenBackForMs = 60 * 86_400_000;

const Ids = z.object({ personId: z.uuid(), handoverId: z.uuid().optional() });

/** A facilitator, and whom they look at: somebody who belongs, or did. @throws NotFound | Forbidden */
async function placeOf(tx: Transaction, session: PersonalSession, params: Request['params']) {
  const facilitator = await facilitatorOf(tx, session, params['communityId']);
  const { personId, handoverId } = Ids.safeParse(params).data ?? {};
  const whose = personId && { communityId: facilitator.community.id, personId };
  const person = whose && (await findPerson(tx, whose));
  if (!whose || !person) throw new NotFound('Nobody who belonged here');
  return { facilitator, person, whose, handoverId };
}

/** `GET …/continuity/people/<person>`: what rests on them alone, to be given to others. */
export function personPage({ db, now }: Room) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { words } = PeopleQuery.parse(req.query);
    const since = new Date(now().getTime() - takenBackForMs);
    const page = await db.within(session.organizationId, async (tx) => {
      const { facilitator, person, whose } = await placeOf(tx, session, req.params);
      // Whoever stays keeps what they look after; somebody may stand beside them.
      const proposes = (_: unknown, index: number) => person.way !== null && index === 0;
      const rest = await restsOn(tx, whose, { words, proposes });
      const handovers = await handoversOf(tx, { ...whose, since });
      return { reader: facilitator, person, whose, rest, handovers };
    });
    const { communityId, personId } = page.whose;
    const path = continuityPaths.person(communityId, personId);
    render(req, res, 'continuity/person', {
      section: 'care',
      reader: page.reader,
      person: page.person,
      ...page.rest,
      handovers: page.handovers.map((each) => ({
        ...each,
        path: continuityPaths.takingBack(communityId, personId, each.id),
      })),
      words,
      told:
        req.query['told'] === 'given' || req.query['told'] === 'back' ? req.query['told'] : null,
      action: path,
      search: path,
      people: continuityPaths.people(communityId),
    });
  };
}

/** `POST …/continuity/people/<person>`: gives what rests on them to others. */
export function giveToHeirs({ db }: Room) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = bodyOf(req, HandOverForm);
    const path = await db.within(session.organizationId, async (tx) => {
      const { facilitator, whose } = await placeOf(tx, session, req.params);
      const { communityId, personId } = whose;
      const given = await handOver(tx, facilitator, { personId, form });
      const page = continuityPaths.person(communityId, personId);
      return given > 0 ? `${page}?told=given` : page;
    });
    res.redirect(303, path);
  };
}

/** `POST …/continuity/people/<person>/handovers/<handover>/taking-back` */
export function takeBackFromHeirs({ db }: Room) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const path = await db.within(session.organizationId, async (tx) => {
      const { facilitator, whose, handoverId } = await placeOf(tx, session, req.params);
      if (!handoverId) throw new NotFound('Nothing was given at once by this id');
      const { communityId, personId } = whose;
      await takeBack(tx, facilitator, { personId, handoverId });
      return `${continuityPaths.person(communityId, personId)}?told=back`;
    });
    res.redirect(303, path);
  };
}
