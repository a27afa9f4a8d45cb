import { Router } from 'express';
import type { Database } from '../db/index.ts';
import { decideAboutPost, decisionForm } from './decide-about-post.ts';
import { logPage } from './log-page.ts';
import { mergePage, mergeThread } from './merge-thread.ts';
import { movePage, moveThread } from './move-thread.ts';
import { moderationPaths } from './paths.ts';
import { postCarePage } from './post-care.ts';
import { reportPage, reportPost } from './report-post.ts';
import { splitOff, splitPage } from './split-thread.ts';
import { appeal, decisionsPage } from './tell-author.ts';
import { changeThreadCare, threadCarePage } from './thread-care.ts';
import { unseal, unsealForm } from './unseal.ts';

/** Looking after the talk: reports, decisions and appeals, threads, and the log of it all. */
export function moderationRoutes(house: { db: Database; now: () => Date }): Router {
  const { db } = house;
  const paths = moderationPaths;
  const [community, thread, post] = [':communityId', ':threadId', ':postNo'] as const;
  const router = Router();
  router.get(paths.report(community, thread, post), reportPage(db));
  router.post(paths.report(community, thread, post), reportPost(db));
  router.get(paths.postCare(community, thread, post), postCarePage(db));
  router.get(paths.unsealing(community, thread, post), unsealForm(db));
  router.post(paths.unsealing(community, thread, post), unseal(db));
  router.get(paths.act(community, thread, post, ':act'), decisionForm(house));
  router.post(paths.act(community, thread, post, ':act'), decideAboutPost(house));
  router.get(paths.decisions(community, thread, post), decisionsPage(db));
  router.post(paths.appeals(community, thread, post), appeal(db));
  router.get(paths.threadCare(community, thread), threadCarePage(db));
  router.post(paths.threadCare(community, thread), changeThreadCare(house));
  router.get(paths.move(community, thread), movePage(db));
  router.post(paths.move(community, thread), moveThread(db));
  router.get(paths.merge(community, thread), mergePage(db));
  router.post(paths.merge(community, thread), mergeThread(db));
  router.get(paths.split(community, thread), splitPage(db));
  router.post(paths.split(community, thread), splitOff(db));
  router.get(paths.log(community), logPage(db));
  return router;
}
