import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import {
  communityPaths,
  facilitatorOf,
  type CareItem,
  type CarePlace,
  type CareSection,
  type Member,
} from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import { isPersonal, personIn, sessionIn } from '../sessions/index.ts';
import { render, tellPages } from '../web/index.ts';
import { AnswerTold } from './answers.ts';

const shownOnOnePage = 5;
const perPage = 25;
const mostCounted = 100;

interface Care {
  db: Database;
  /** In the order they stand on the page. */
  sections: readonly CareSection[];
  now: () => Date;
}

function placeOf({ community, personId }: Member, now: Date): CarePlace {
  return { community, personId, now };
}

/** A section as the page shows it: its first items, and where the rest are. */
async function beginningOf(tx: Transaction, section: CareSection, place: CarePlace) {
  const found = await section.find(tx, place, { after: null, limit: shownOnOnePage + 1 });
  const { id } = place.community;
  const all = section.all?.(id) ?? communityPaths.careSection(id, section.name);
  return {
    ...section,
    items: found.slice(0, shownOnOnePage),
    all: found.length > shownOnOnePage ? all : null,
    act: section.act && { text: section.act.text, path: section.act.path(id) },
  };
}

const PageQuery = z.object({ told: AnswerTold.nullable().catch(null) });

/** `GET /communities/<id>/care`: what needs its facilitators, five things at most of each kind. */
export function carePage({ db, sections, now }: Care) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { told } = PageQuery.parse(req.query);
    const { organizationId } = session;
    const reader = await db.askWithin(organizationId, (tx) =>
      facilitatorOf(tx, session, req.params['communityId']),
    );
    const place = placeOf(reader, now());
    const beginnings = await db.askWithin(organizationId, (tx) =>
      Promise.all(sections.map((section) => beginningOf(tx, section, place))),
    );
    render(req, res, 'home/care', {
      section: 'care',
      reader,
      sections: beginnings.filter(({ items }) => items.length > 0),
      told,
    });
  };
}

const SectionQuery = z.object({ after: z.string().nullable().catch(null) });

/** `GET /communities/<id>/care/<section>`: all of one kind. */
export function careSectionPage({ db, sections, now }: Care) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { after } = SectionQuery.parse(req.query);
    const section = sections.find(({ name }) => name === req.params['section']);
    if (!section) throw new NotFound('No such section');
    const { reader, items } = await db.within(session.organizationId, async (tx) => {
      const reader = await facilitatorOf(tx, session, req.params['communityId']);
      const page = { after, limit: perPage + 1 };
      return { reader, items: await section.find(tx, placeOf(reader, now()), page) };
    });
    const shown = items.slice(0, perPage);
    const last: CareItem | undefined = items.length > perPage ? shown.at(-1) : undefined;
    const path = communityPaths.careSection(reader.community.id, section.name);
    render(req, res, 'home/care-section', {
      section: 'care',
      reader,
      care: communityPaths.care(reader.community.id),
      list: { ...section, items: shown },
      first: after && path,
      next: last && `${path}?${new URLSearchParams({ after: last.after }).toString()}`,
    });
  };
}

/** How many things wait for the facilitators of a community; from 100 on they are not counted further. */
async function countWaiting(
  tx: Transaction,
  sections: readonly CareSection[],
  place: CarePlace,
): Promise<number> {
  const page = { after: null, limit: mostCounted };
  const waiting = sections.filter(({ waits }) => waits);
  const found = await Promise.all(waiting.map((section) => section.find(tx, place, page)));
  return Math.min(found.flat().length, mostCounted);
}

const LedPage = z.object({
  reader: z.object({
    role: z.literal('facilitator'),
    community: z.object({ id: z.string(), replyDays: z.number() }),
  }),
});

/** Tells every page of a community how much waits, when a facilitator looks at it. */
export function careMark({ db, sections, now }: Care): RequestHandler {
  return tellPages(async (req, told) => {
    const session = sessionIn(req);
    const led = LedPage.safeParse(told).data;
    if (!led || !session || !isPersonal(session)) return {};
    const { organizationId, personId } = session;
    const place = { community: led.reader.community, personId, now: now() };
    const waiting = await db.askWithin(organizationId, (tx) => countWaiting(tx, sections, place));
    return { waiting };
  });
}
