import { Router, type Request, type Response } from 'express';
import {
  facilitatorOf,
  memberOf,
  owedExpectations,
  writerOf,
  writingErrors,
} from '../communities/index.ts';
import { newId, type Database } from '../db/index.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { agendaStates, type AgendaItem } from './agenda.ts';
import { AgendaQuery, RaiseForm, StateForm, VoteForm } from './forms.ts';
import { agendaPaths, type Stretch } from './paths.ts';
import { rankedItems } from './store.ts';
import { moveOn, raise, vote } from './write.ts';

const itemsPerPage = 25;

interface Draft {
  values: object;
  errors: object;
}

/** An issue as a line of the list, with what can be done about it. */
function lineOf(communityId: string, item: AgendaItem, from: Stretch) {
  return {
    ...item,
    vote: agendaPaths.vote(communityId, item.id, from),
    move: agendaPaths.state(communityId, item.id, from),
    otherStates: agendaStates.filter((state) => state !== item.state),
  };
}

/** One page of the list, and the ways on and back. */
function stretchOf(communityId: string, items: readonly AgendaItem[], from: Stretch) {
  const shown = items.slice(0, itemsPerPage);
  const last = items.length > itemsPerPage ? shown.at(-1) : undefined;
  const at = (stretch: Partial<Stretch>) =>
    agendaPaths.stretch(communityId, { ...from, after: null, ...stretch });
  return {
    show: from.show,
    items: shown.map((item) => lineOf(communityId, item, from)),
    open: at({ show: 'open' }),
    settled: at({ show: 'settled' }),
    first: from.after && at({}),
    next: last && at({ after: { key: `${last.votes}`, id: last.id } }),
  };
}

async function showAgenda(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { values, errors }: Draft,
): Promise<void> {
  const session = personIn(req);
  const from = AgendaQuery.parse(req.query);
  const { reader, items, expectations } = await db.within(session.organizationId, async (tx) => {
    const reader = await memberOf(tx, session, req.params['communityId']);
    const look = { communityId: reader.community.id, personId: reader.personId, ...from };
    const items = await rankedItems(tx, { ...look, limit: itemsPerPage + 1 });
    return { reader, items, expectations: await owedExpectations(tx, reader) };
  });
  render(req, res, 'agenda/list', {
    reader,
    ...stretchOf(reader.community.id, items, from),
    leads: reader.role === 'facilitator',
    action: agendaPaths.list(reader.community.id),
    expectations,
    values,
    errors,
  });
}

function agendaPage(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showAgenda(db, { req, res }, { values: { _key: newId() }, errors: {} });
}

function raiseIssue(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { communityId } = req.params;
    const form = RaiseForm.safeParse(req.body);
    const errors = await writingErrors(db, req, form.error);
    if (!form.success || errors) {
      res.status(422);
      return showAgenda(db, { req, res }, { values: req.body, errors: errors ?? {} });
    }
    const { _key: key, title, accepted } = form.data;
    const location = await once(db, { organizationId, personId, key }, async (tx) => {
      const member = await writerOf(tx, session, communityId, accepted);
      await raise(tx, member, title);
      return agendaPaths.list(member.community.id);
    });
    return res.redirect(303, location);
  };
}

function voteForIssue(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { vote: wish } = bodyOf(req, VoteForm);
    const communityId = await db.within(session.organizationId, async (tx) => {
      const member = await memberOf(tx, session, req.params['communityId']);
      await vote(tx, member, req.params['itemId'], wish);
      return member.community.id;
    });
    res.redirect(303, agendaPaths.stretch(communityId, AgendaQuery.parse(req.query)));
  };
}

function moveIssue(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { state } = bodyOf(req, StateForm);
    const communityId = await db.within(session.organizationId, async (tx) => {
      const facilitator = await facilitatorOf(tx, session, req.params['communityId']);
      await moveOn(tx, facilitator, req.params['itemId'], state);
      return facilitator.community.id;
    });
    res.redirect(303, agendaPaths.stretch(communityId, AgendaQuery.parse(req.query)));
  };
}

/** What the members want to learn next. */
export function agendaRoutes(db: Database): Router {
  const { list, vote, state } = agendaPaths;
  const router = Router();
  router.get(list(':communityId'), agendaPage(db));
  router.post(list(':communityId'), raiseIssue(db));
  router.post(vote(':communityId', ':itemId'), voteForIssue(db));
  router.post(state(':communityId', ':itemId'), moveIssue(db));
  return router;
}
