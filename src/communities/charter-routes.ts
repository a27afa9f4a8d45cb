import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database, Transaction } from '../db/index.ts';
import { NotFound } from '../errors.ts';
import {
  isPersonal,
  personIn,
  signedIn,
  type PersonalSession,
  type Session,
} from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { findReader, memberOf, memberWhoMay } from './belonging.ts';
import { changeCharter } from './change-charter.ts';
import { charterHistory, currentCharter } from './charter-store.ts';
import { changesBetween, proseOf } from './charter-view.ts';
import { owesAcceptance } from './community.ts';
import type { RecordDeed } from './deed.ts';
import { AcceptanceForm, CharterForm } from './forms.ts';
import { standingOf } from './join.ts';
import { updateAcceptance } from './membership-store.ts';
import { communityPaths } from './paths.ts';

/** A charter is for everybody who may know of the community, before they decide to join it. */
async function charterFor(tx: Transaction, session: Session, communityId: unknown) {
  const { community, reader } = await findReader(tx, session, communityId);
  const mayKnow =
    reader !== null ||
    (isPersonal(session) && (await standingOf(tx, community, session.personId)) !== null);
  if (!mayKnow) throw new NotFound('No such community that they may know of');
  return { community, reader, history: await charterHistory(tx, community.id) };
}

/** `GET /communities/<id>/charter`: what we care about and expect of one another, and how it came to be so. */
export function charterPage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const { community, reader, history } = await db.within(session.organizationId, (tx) =>
      charterFor(tx, session, req.params['communityId']),
    );
    const [current] = history;
    render(req, res, 'communities/charter', {
      section: 'charter',
      community,
      current,
      parts: current && proseOf(current),
      history: history.map((charter, index) => ({
        ...charter,
        changes: changesBetween(history[index + 1], charter),
      })),
      owes: reader !== null && owesAcceptance(reader),
      accept: communityPaths.acceptance(community.id),
      change: communityPaths.charterForm(community.id),
      isAccepted: req.query['accepted'] !== undefined,
      // Around a page for outsiders there is nothing of the community to lead to.
      ...(reader ? { reader } : { layout: 'bare' }),
    });
  };
}

/** `POST /communities/<id>/charter/acceptance`: says yes to the charter as it stands. */
export function acceptCharter(db: Database, record: RecordDeed) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { accepted } = bodyOf(req, AcceptanceForm);
    const communityId = await db.within(session.organizationId, async (tx) => {
      const { community, personId, membership } = await memberOf(
        tx,
        session,
        req.params['communityId'],
      );
      const version = Math.min(accepted, community.charterVersion);
      if (version <= membership.acceptedVersion) return community.id;
      const { organizationId, id } = community;
      await updateAcceptance(tx, { communityId: id, personId }, version);
      const deed = { organizationId, communityId: id, personId, objectId: id };
      await record(tx, { ...deed, verb: 'accepted', objectKind: 'charter' });
      return id;
    });
    res.redirect(303, `${communityPaths.charter(communityId)}?accepted`);
  };
}

async function showCharterForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  draft: { values: object | null; errors: object },
): Promise<void> {
  const session: PersonalSession = personIn(req);
  const { reader, current } = await db.within(session.organizationId, async (tx) => {
    const reader = await memberWhoMay(tx, session, {
      power: 'changeCharter',
      communityId: req.params['communityId'],
    });
    return { reader, current: await currentCharter(tx, reader.community.id) };
  });
  render(req, res, 'communities/charter-form', {
    section: 'charter',
    reader,
    action: communityPaths.charter(reader.community.id),
    isFirst: current.version === 1,
    errors: draft.errors,
    values: draft.values ?? { ...current, note: '', isMaterial: false, basedOn: current.version },
  });
}

/** `GET /communities/<id>/charter/new`: a facilitator writes the next version over the present one. */
export function charterFormPage(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showCharterForm(db, { req, res }, { values: null, errors: {} });
}

/** `POST /communities/<id>/charter`: puts a new version in place. */
export function writeCharter(db: Database, record: RecordDeed) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = CharterForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showCharterForm(db, { req, res }, { values: req.body, errors });
    }
    const { basedOn, ...words } = form.data;
    const communityId = await db.within(session.organizationId, async (tx) => {
      const member = await memberWhoMay(tx, session, {
        power: 'changeCharter',
        communityId: req.params['communityId'],
      });
      await changeCharter(tx, member, basedOn, words);
      const { organizationId, id } = member.community;
      const deed = { organizationId, communityId: id, personId: member.personId, objectId: id };
      await record(tx, { ...deed, verb: 'changed', objectKind: 'charter' });
      return id;
    });
    return res.redirect(303, communityPaths.charter(communityId));
  };
}
