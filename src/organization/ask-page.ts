import type { Request, Response } from 'express';
import { z } from 'zod';
import { findReader } from '../communities/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import {
  askFromOutside,
  QuestionForm,
  refusalOf,
  Refused,
  type Typed,
} from '../discussions/index.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { knowledgePaths } from '../knowledge/index.ts';
import { once } from '../people/index.ts';
import { mayAskFromOutside, questionPath, type AskedAbout } from '../reach/index.ts';
import { resourcePaths } from '../resources/index.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { organizationPaths } from './paths.ts';
import { findOpen, insertQuestion, questionsSince } from './question-store.ts';

const hourMs = 3_600_000;
const mostAnHour = 3;
const mostADay = 10;

/** What asking stands on. */
export interface Asking {
  db: Database;
  now: () => Date;
}

/** What is asked about, and the community that is asked. @throws NotFound | Forbidden */
async function placeOf(
  tx: Transaction,
  session: PersonalSession,
  { kind, id }: { kind: AskedAbout['kind']; id: unknown },
) {
  const known = z.uuid().safeParse(id).data;
  const subject = known && (await findOpen(tx, { kind, id: known }));
  if (!subject) throw new NotFound('Nothing that everybody may ask about');
  const { community, reader } = await findReader(tx, session, subject.communityId);
  if (!mayAskFromOutside(session, community, reader))
    throw new Forbidden('They ask in the community, or it takes no questions');
  return { subject, community };
}

/** @throws Refused when they have asked as much as one can for now */
async function checkPace(tx: Transaction, askerId: string, now: Date): Promise<void> {
  const since = (ms: number) =>
    questionsSince(tx, { askerId, since: new Date(now.getTime() - ms) });
  if ((await since(hourMs)) >= mostAnHour || (await since(24 * hourMs)) >= mostADay)
    throw new Refused('ask.enough');
}

async function showForm(
  { db }: Asking,
  { req, res }: { req: Request; res: Response },
  { kind, typed }: { kind: AskedAbout['kind']; typed: Typed },
): Promise<void> {
  const session = personIn(req);
  const { subject, community } = await db.within(session.organizationId, (tx) =>
    placeOf(tx, session, { kind, id: req.params['id'] }),
  );
  const lasting = kind === 'article' ? knowledgePaths.lasting : resourcePaths.lasting;
  render(req, res, 'organization/ask', {
    layout: 'bare',
    subject: { ...subject, path: lasting(subject.id) },
    action: questionPath(subject),
    communityName: community.name,
    ...typed,
  });
}

/** `GET /articles/<id>/questions`, and of resources: the form to ask about it. */
export function askForm(asking: Asking, kind: AskedAbout['kind']) {
  return (req: Request, res: Response): Promise<void> =>
    showForm(asking, { req, res }, { kind, typed: { values: { _key: newId() }, errors: {} } });
}

/** `POST /articles/<id>/questions`, and of resources: asks the community, once for each form. */
export function ask(asking: Asking, kind: AskedAbout['kind']) {
  const { db, now } = asking;
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const again = (refusal: Omit<Typed, 'values'>) => {
      res.status(422);
      return showForm(asking, { req, res }, { kind, typed: { values: req.body, ...refusal } });
    };
    const form = QuestionForm.safeParse(req.body);
    if (!form.success) return again({ errors: z.flattenError(form.error).fieldErrors });
    const { _key: key, ...words } = form.data;
    try {
      const location = await once(db, { organizationId, personId, key }, async (tx) => {
        const place = await placeOf(tx, session, { kind, id: req.params['id'] });
        const { community, subject } = place;
        await checkPace(tx, personId, now());
        const asked = { ...words, topicId: subject.topicId };
        const threadId = await askFromOutside(tx, { community, personId }, asked);
        const about = { aboutKind: subject.kind, aboutId: subject.id };
        await insertQuestion(tx, { organizationId, threadId, askerId: personId, ...about });
        return organizationPaths.question(threadId);
      });
      return res.redirect(303, location);
    } catch (error) {
      return again(refusalOf(error));
    }
  };
}
