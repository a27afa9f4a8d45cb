import type { Request, Response } from 'express';
import { z } from 'zod';
import { findReader } from '../communities/index.ts';
import type { Database } from '../db/index.ts';
import {
  discussionPaths,
  isShown,
  pageStart,
  postsFrom,
  postsPerPage,
  showProse,
} from '../discussions/index.ts';
import { NotFound } from '../errors.ts';
import { filePaths, kindWord } from '../files/index.ts';
import { sharedLibraryPath } from '../reach/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { organizationPaths } from './paths.ts';
import { findOwnQuestion, noteSeen } from './question-store.ts';

const PageQuery = z.object({ from: z.coerce.number().int().min(1).max(1_000_000).catch(1) });

/**
 * `GET /questions/<thread>`: what was answered to a question from outside, for whoever asked it alone. Once they read
 * the community, it leads to the thread.
 */
export function ownQuestion({ db, publicUrl }: { db: Database; publicUrl: URL }) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const start = pageStart(PageQuery.parse(req.query).from);
    const found = await db.within(organizationId, async (tx) => {
      const threadId = z.uuid().safeParse(req.params['threadId']).data;
      const question = threadId && (await findOwnQuestion(tx, { threadId, askerId: personId }));
      if (!question) throw new NotFound('No question of theirs');
      const { reader } = await findReader(tx, session, question.communityId);
      if (reader && question.isShown)
        return { path: discussionPaths.thread(question.communityId, threadId) };
      if (!question.isShown) return { question, posts: [] };
      const range = { from: start, limit: postsPerPage };
      const posts = await postsFrom(tx, { threadId, personId }, range);
      await noteSeen(tx, threadId, Math.min(question.lastPostNo, start + postsPerPage - 1));
      return { question, posts };
    });
    if (found.path !== undefined) return res.redirect(303, found.path);
    const { question, posts } = found;
    const said = posts.filter((post) => isShown(post) && !question.withheld.includes(post.id));
    const shown = await showProse({ db, publicUrl }, { req, res }, said);
    const path = organizationPaths.question(question.threadId);
    const next = start + postsPerPage;
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
      isUnanswered: said.every(({ postNo }) => postNo === 1),
      first: start > 1 && path,
      next: question.isShown && next <= question.lastPostNo && `${path}?from=${next}`,
      library: sharedLibraryPath,
    });
  };
}
