import type { Request, Response } from 'express';
import type { Database, Transaction } from '../db/index.ts';
import { discussionPaths, isWrittenBy, type AtPost } from '../discussions/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { appealsOfPost } from './appeal-store.ts';
import { offeredActs } from './decide.ts';
import { entriesOfPost } from './log-store.ts';
import { moderationPaths } from './paths.ts';
import { careAtPost } from './place.ts';
import { openReports } from './report-store.ts';
import { shownPost } from './shown-post.ts';

/** All that somebody who decides about a post looks at first. */
async function matterOf(tx: Transaction, place: AtPost) {
  const { member, thread, post } = place;
  const [shown, reports, entries, appeals, offered] = [
    await shownPost(tx, place),
    await openReports(tx, post.id),
    await entriesOfPost(tx, post.id),
    await appealsOfPost(tx, post.id),
    await offeredActs(tx, place),
  ];
  const isTheirs = await isWrittenBy(tx, thread.id, post, member.personId);
  return {
    shown,
    // Nobody learns who reported what they wrote, those who lead no more than others.
    reports: reports.map((report) => ({ ...report, isSealed: isTheirs })),
    entries,
    appeals: appeals.filter(({ state }) => state === 'open'),
    offered,
  };
}

/** `GET …/posts/<number>/care`: a post, what was said and decided about it, and what can be decided. */
export function postCarePage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const page = await db.within(personIn(req).organizationId, async (tx) => {
      const place = await careAtPost(tx, req);
      return { ...place, ...(await matterOf(tx, place)) };
    });
    const { member, thread, post, offered } = page;
    const { id } = member.community;
    render(req, res, 'moderation/post', {
      section: 'care',
      reader: member,
      thread,
      post: page.shown,
      reports: page.reports,
      entries: page.entries,
      appeals: page.appeals,
      isDone: req.query['done'] !== undefined,
      acts: offered.map((act) => ({
        act,
        path: moderationPaths.act(id, thread.id, post.postNo, act),
      })),
      unsealing:
        post.aliasNo === null ? null : moderationPaths.unsealing(id, thread.id, post.postNo),
      history: post.revisionNo > 1 ? discussionPaths.history(id, thread.id, post.postNo) : null,
      back: discussionPaths.post(id, thread.id, post.postNo),
      log: moderationPaths.log(id),
    });
  };
}
