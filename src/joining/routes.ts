import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { Database, Transaction } from '../db/index.ts';
import { Conflict, NotFound } from '../errors.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { codeLifeMs, hashOf, newCode, spelled } from './code.ts';
import { upsertCode } from './code-store.ts';
import { CodeForm } from './forms.ts';
import { joinPersons, undoJoin } from './join-persons.ts';
import { joiningPaths } from './paths.ts';
import { joinsOf, nameOfPerson, platformsOf } from './store.ts';
import { tryCode } from './try-code.ts';

interface House {
  db: Database;
  now: () => Date;
  codeKey: Uint8Array;
}

const mostListed = 20;
const codeMinutes = codeLifeMs / 60_000;

async function listedJoins(tx: Transaction, personId: string) {
  const joins = await joinsOf(tx, personId, mostListed);
  const latest = joins.find(({ undoneAt }) => undoneAt === null);
  return joins.map((join) => ({
    ...join,
    undoing: join === latest ? joiningPaths.undoing(join.id) : null,
  }));
}

/** What a page says beside what always stands on it. */
interface Said {
  /** A code just made, shown this once. */
  code?: string;
  values?: object;
  errors?: object;
  told?: 'joined' | 'undone' | null;
}

async function showJoins(
  { db }: House,
  { req, res }: { req: Request; res: Response },
  { organizationId, personId }: PersonalSession,
  said: Said,
): Promise<void> {
  const shown = await db.within(organizationId, async (tx) => ({
    joins: await listedJoins(tx, personId),
    platforms: (await platformsOf(tx, personId)).map(({ name }) => name),
  }));
  render(req, res, 'joining/joins', {
    values: {},
    errors: {},
    ...said,
    ...shown,
    codeMinutes,
    paths: joiningPaths,
    layout: 'bare',
  });
}

/** `GET /me/joins`: under which LMSs somebody is known, how to join another, and how to take it back. */
function joinsPage(house: House) {
  return async (req: Request, res: Response): Promise<void> => {
    const told = ['joined', 'undone'] as const;
    await showJoins(house, { req, res }, personIn(req), {
      told: told.find((word) => req.query[word] !== undefined) ?? null,
    });
  };
}

/** `POST /me/joins/code`: a code for the page's reader, which this answer alone shows. */
function giveCode(house: House) {
  const { db, now, codeKey } = house;
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const code = newCode();
    const expiresAt = new Date(now().getTime() + codeLifeMs);
    const codeHash = hashOf(codeKey, code);
    await db.within(organizationId, (tx) =>
      upsertCode(tx, { organizationId, personId, codeHash, expiresAt }),
    );
    await showJoins(house, { req, res }, session, { code: spelled(code) });
  };
}

/** A code as it was sent, or the reason it cannot be one. */
function codeIn(req: Request): { code: string } | { errors: { code?: string[] } } {
  const form = CodeForm.safeParse(req.body);
  return form.success ? form.data : { errors: z.flattenError(form.error).fieldErrors };
}

/** Answers a form again with the code in it that opened nothing. */
async function refuse(
  house: House,
  exchange: { req: Request; res: Response },
  session: PersonalSession,
  errors: object,
): Promise<void> {
  exchange.res.status(422);
  await showJoins(house, exchange, session, { values: exchange.req.body, errors });
}

/** `POST /me/joins/check`: whose code it is, so that nobody becomes somebody they are not. */
function checkCode(house: House) {
  const { db, now, codeKey } = house;
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const typed = codeIn(req);
    if ('errors' in typed) return refuse(house, { req, res }, session, typed.errors);
    const { organizationId, personId } = session;
    const { code } = typed;
    const attempt = { organizationId, personId, code, codeKey, now: now() };
    const found = await db.within(organizationId, async (tx) => {
      const tried = await tryCode(tx, attempt);
      if ('refusal' in tried) return tried;
      return {
        name: await nameOfPerson(tx, tried.ownerId),
        platforms: (await platformsOf(tx, tried.ownerId)).map(({ name }) => name),
        ownName: await nameOfPerson(tx, personId),
        ownPlatforms: (await platformsOf(tx, personId)).map(({ name }) => name),
      };
    });
    if ('refusal' in found) return refuse(house, { req, res }, session, { code: [found.refusal] });
    return render(req, res, 'joining/confirm', {
      ...found,
      code,
      paths: joiningPaths,
      layout: 'bare',
    });
  };
}

/** `POST /me/joins`: the reader becomes the person whose code they bring. */
function join(house: House) {
  const { db, now, codeKey } = house;
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const typed = codeIn(req);
    if ('errors' in typed) return refuse(house, { req, res }, session, typed.errors);
    const { organizationId, personId } = session;
    const attempt = { organizationId, personId, code: typed.code, codeKey, now: now() };
    const refused = await db.within(organizationId, (tx) => joinPersons(tx, attempt));
    if (refused) return refuse(house, { req, res }, session, { code: [refused.refusal] });
    return res.redirect(303, `${joiningPaths.joins}?joined`);
  };
}

/** `POST /me/joins/<id>/undoing`: two persons again. */
function undo({ db }: House) {
  return async (req: Request, res: Response): Promise<void> => {
    const { organizationId, personId } = personIn(req);
    const joinId = z.uuid().safeParse(req.params['joinId']).data;
    if (joinId === undefined) throw new NotFound('No such join');
    const isUndone = await db.within(organizationId, (tx) =>
      undoJoin(tx, { keptId: personId, joinId }),
    );
    if (!isUndone) throw new Conflict('This join does not stand, or a later one does');
    res.redirect(303, `${joiningPaths.joins}?undone`);
  };
}

/** Joining what one person is on several LMSs, by proof alone, and taking it back. */
export function joiningRoutes(house: House): Router {
  const router = Router();
  router.get(joiningPaths.joins, joinsPage(house));
  router.post(joiningPaths.joins, join(house));
  router.post(joiningPaths.code, giveCode(house));
  router.post(joiningPaths.check, checkCode(house));
  router.post(joiningPaths.undoing(':joinId'), undo(house));
  return router;
}
