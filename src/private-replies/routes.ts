import { Router } from 'express';
import type { Database } from '../db/index.ts';
import { decideAboutReply, reportedPage } from './decide.ts';
import { privatePaths } from './paths.ts';
import { reportForm, reportReply } from './report-reply.ts';
import { remove, removalForm, withdraw, withdrawalForm } from './take-back.ts';
import { createPrivateReply, privateReplyForm } from './write-reply.ts';

/** What is said to a post's author alone. */
export function privateReplyRoutes(house: { db: Database; now: () => Date }): Router {
  const { db } = house;
  const paths = privatePaths;
  const post = [':communityId', ':threadId', ':postNo'] as const;
  const router = Router();
  router.get(paths.talk(...post), privateReplyForm(db));
  router.post(paths.talk(...post), createPrivateReply(db));
  router.get(paths.withdrawal([...post], ':replyId'), withdrawalForm(house));
  router.post(paths.withdrawal([...post], ':replyId'), withdraw(house));
  router.get(paths.removal([...post], ':replyId'), removalForm(house));
  router.post(paths.removal([...post], ':replyId'), remove(house));
  router.get(paths.report([...post], ':replyId'), reportForm(db));
  router.post(paths.report([...post], ':replyId'), reportReply(house));
  router.get(paths.reported(':communityId', ':replyId'), reportedPage(db));
  router.post(paths.reported(':communityId', ':replyId'), decideAboutReply(house));
  return router;
}
