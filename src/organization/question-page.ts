import type { Request, Response } from 'express';
import { z } from 'zod';
import { findReader, type Community } from '../communities/index.ts';
import { newId, type Database, type Transaction } from '../db/index.ts';
import {
  AnswerForm,
  answerFromOutside,
  discussionPaths,
  isClosed,
  isShown,
  pageStart,
  postsFrom,
  postsPerPage,
  refusalOf,
  Refused,
  showProse,
  type Typed,
} from '../discussions/index.ts';
import { NotFound } from '../errors.ts';
import { filePaths, kindWord } from '../files/index.ts';
import { once } from '../people/index.ts';
import { mayAskFromOutside, sharedLibraryPath } from '../reach/index.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { organizationPaths } from './paths.ts';
import { findOwnQuestion, noteSeen, type OwnQuestion } from './question-store.ts';

const PageQuery = z.object({ from: z.coerce.number().int().min(1).max(1_000_000).catch(1) });

/** What the page stands on. */
interface Answering {
  db: Database;
  publicUrl: URL;
  now: () => Date;
}

/** A question of this visit's own, and the community that was asked. */
interface Place {
  question: OwnQuestion;
  community: Community;
  /** Whether they read the community by now, where the question stands among the rest. */
  isInside: boolean;
  /** Whether the community takes anything from outside. */
  isWelcome: boolean;
}

/** @throws NotFound when it is no question of theirs */
async function placeOf(
  tx: Transaction,
  session: PersonalSession,
  params: Request['params'],
): Promise<Place> {
  const threadId = z.uuid().safeParse(params['threadId']).data;
  const { personId: askerId } = session;
  const question = threadId && (await findOwnQuestion(tx, { threadId, askerId }));
  if (!question) throw new NotFound('No question of theirs');
  const { community, reader } = await findReader(tx, session, question.communityId);
  return {
    question,
    community,
    isInside: reader !== null && question.isShown,
    isWelcome: mayAskFromOutside(session, community, reader),
  };
}

/** Why nothing more is taken of them now, as a key of the translation files. */
function refusalIn(
  { question, isWelcome }: Place,
  now: Date,
): 'ask.back.closed' | 'ask.back.later' | null {
  if (!isWelcome || !question.isShown || isClosed(question, now)) return 'ask.back.closed';
  return question.isAnswered ? null : 'ask.back.later';
}

async function showQuestion(
  { db, publicUrl, now }: Answering,
  { req, res }: { req: Request; res: Response },
  typed: Typed,
): Promise<void> {
  const session = personIn(req);
  const { organizationId, personId } = session;
  const start = pageStart(PageQuery.parse(req.query).from);
  // What was typed comes back, whatever keeps it from being taken.
  const isTyped = 'body' in typed.values;
  const { posts, ...place } = await db.within(organizationId, async (tx) => {
    const place = await placeOf(tx, session, req.params);
    const { threadId, isShown, lastPostNo } = place.question;
    if ((place.isInside && !isTyped) || !isShown) return { ...place, posts: [] };
    const range = { from: start, limit: postsPerPage };
    const posts = await postsFrom(tx, { threadId, personId }, range);
    await noteSeen(tx, threadId, Math.min(lastPostNo, start + postsPerPage - 1));
    return { ...place, posts };
  });
  const { question } = place;
  const { threadId } = question;
  if (place.isInside && !isTyped)
    return res.redirect(303, discussionPaths.thread(question.communityId, threadId));
  const said = posts.filter((post) => isShown(post) && !question.withheld.includes(post.id));
  const shown = await showProse({ db, publicUrl }, { req, res }, said);
  const path = organizationPaths.question(threadId);
  const next = start + postsPerPage;
  const hasNext = question.isShown && next <= question.lastPostNo;
  return render(req, res, 'organization/question', {
    layout: 'bare',
    question,
    posts: shown.map((post) => ({
      ...post,
      files: post.files.map((file) => ({
        ...file,
        path: filePaths.file(file.id),
        kind: kindWord(file.mediaType),
      })),
    })),
    isUnanswered: said.every(({ isMine }) => isMine),
    mayAnswer: isTyped || (!hasNext && refusalIn(place, now()) === null),
    action: path,
    first: start > 1 && path,
    next: hasNext && `${path}?from=${next}`,
    library: sharedLibraryPath,
    ...typed,
  });
}

/**
 * `GET /questions/<thread>`: what was answered to a question from outside, for whoever asked it alone. Once they read
 * the community, it leads to the thread.
 */
export function ownQuestion(answering: Answering) {
  return (req: Request, res: Response): Promise<void> =>
    showQuestion(answering, { req, res }, { values: { _key: newId() }, errors: {} });
}

/** `POST /questions/<thread>`: says more, once for each form, whenever they were answered. */
export function answerQuestion(answering: Answering) {
  const { db, now } = answering;
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const again = (refusal: Omit<Typed, 'values'>) => {
      res.status(422);
      return showQuestion(answering, { req, res }, { values: req.body, ...refusal });
    };
    const form = AnswerForm.safeParse(req.body);
    if (!form.success) return again({ errors: z.flattenError(form.error).fieldErrors });
    const { _key: key, ...words } = form.data;
    try {
      const location = await once(db, { organizationId, personId, key }, async (tx) => {
        const place = await placeOf(tx, session, req.params);
        const { question, community } = place;
        const { threadId } = question;
        const refusal = refusalIn(place, now());
        if (refusal) throw new Refused(refusal);
        const postNo = await answerFromOutside(tx, { community, personId }, { threadId, ...words });
        return organizationPaths.answer(threadId, postNo);
      });
      return res.redirect(303, location);
    } catch (error) {
      return again(refusalOf(error));
    }
  };
}
