import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { record } from '../activity/index.ts';
import {
  AnswerForm,
  cardsOf,
  confirmNomination,
  nominationsToConfirm,
} from '../communities/index.ts';
import { courseName, inUseSince, rostersInTrouble } from '../courses/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { dayOf } from '../people/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { administratorWhoMay } from './administrator.ts';
import { adminPaths } from './paths.ts';

interface House {
  db: Database;
  now: () => Date;
}

/** What waits, each beside the community it is for. */
async function waiting(tx: Transaction) {
  const nominations = await nominationsToConfirm(tx);
  const cards = await cardsOf(tx, [...new Set(nominations.map((asked) => asked.communityId))]);
  return nominations.map((asked) => ({
    ...asked,
    card: cards.find(({ id }) => id === asked.communityId),
    confirmation: adminPaths.confirmation(asked.communityId, asked.id),
  }));
}

/** A platform that is away takes all its courses with it: so many tell of it. */
const rostersShown = 20;

/** The courses whose roster cannot be read, and whether there are more than are shown. */
async function rostersAmiss(tx: Transaction, now: Date) {
  const found = await rostersInTrouble(tx, {
    launchedSince: inUseSince(now),
    limit: rostersShown + 1,
  });
  const rosters = found.slice(0, rostersShown).map((roster) => ({
    ...roster,
    courseName: courseName({ title: roster.courseTitle, label: roster.courseLabel }),
  }));
  return { rosters, hasMoreRosters: found.length > rostersShown };
}

/** `GET /admin`: what waits for the organization's administrator, and what they alone can put right. */
function administratorPage({ db, now }: House) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = administratorWhoMay('confirmFacilitator', req);
    const shown = await db.within(session.organizationId, async (tx) => ({
      nominations: await waiting(tx),
      ...(await rostersAmiss(tx, now())),
    }));
    render(req, res, 'admin/home', {
      ...shown,
      isSaved: req.query['saved'] !== undefined,
      layout: 'bare',
    });
  };
}

const Ids = z.object({ communityId: z.uuid(), nominationId: z.uuid() });

/** `POST /admin/communities/<id>/nominations/<id>/confirmation`: says yes or no to a third facilitator. */
function confirmFacilitator({ db, now }: House) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = administratorWhoMay('confirmFacilitator', req);
    const ids = Ids.safeParse(req.params).data;
    if (!ids) throw new NotFound('No such nomination');
    const { answer } = bodyOf(req, AnswerForm);
    const today = dayOf(now(), session.timeZone);
    await db.within(session.organizationId, (tx) =>
      confirmNomination(tx, session.personId, { ...ids, answer }, { today, record }),
    );
    res.redirect(303, `${adminPaths.home}?saved`);
  };
}

/** The pages of an organization's administrator. */
export function adminRoutes(house: House): Router {
  const router = Router();
  router.get(adminPaths.home, administratorPage(house));
  router.post(adminPaths.confirmation(':communityId', ':nominationId'), confirmFacilitator(house));
  return router;
}
