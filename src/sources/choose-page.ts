import type { Request, Response } from 'express';
import { newId, type Database, type Transaction } from '../db/index.ts';
import {
  beginningsOf,
  discussionPaths,
  isShown,
  memberAt,
  pageStart,
  postsFrom,
  postsPerPage,
  type AtThread,
} from '../discussions/index.ts';
import { articleKinds } from '../knowledge/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { ChoiceQuery } from './forms.ts';
import { sourcePaths } from './paths.ts';

/** What making articles of posts stands on. */
export interface Making {
  db: Database;
  publicUrl: URL;
}

/** As much of each post as tells it from the others. */
const characters = 240;

async function pageOf(tx: Transaction, { member, thread }: AtThread, choice: ChoiceQuery) {
  const { id: threadId } = thread;
  const start = Math.min(pageStart(choice.from), pageStart(thread.lastPostNo));
  const shown = { from: start, limit: postsPerPage };
  const posts = await postsFrom(tx, { threadId, personId: member.personId }, shown);
  const beginnings = await beginningsOf(tx, threadId, { ...shown, characters });
  const isHere = (postNo: number) => postNo >= start && postNo < start + postsPerPage;
  return {
    reader: member,
    thread,
    posts: posts.filter(isShown).map(({ postNo, author, createdAt, acceptedCount }) => ({
      postNo,
      author,
      createdAt,
      isAccepted: acceptedCount > 0,
      beginning: beginnings.get(postNo) ?? '',
      isChosen: choice.post.includes(postNo),
    })),
    chosenElsewhere: choice.post.filter((postNo) => !isHere(postNo)),
    start,
    earlier: start > 1 ? start - postsPerPage : null,
    later: start + postsPerPage <= thread.lastPostNo ? start + postsPerPage : null,
  };
}

/** Shows the choice, with what was sent and what is wrong with it, where something is. */
export async function showChoice(
  { db }: Making,
  { req, res }: { req: Request; res: Response },
  sent?: { values: object; errors: object },
): Promise<void> {
  const { organizationId } = personIn(req);
  const choice = ChoiceQuery.parse(sent?.values ?? req.query);
  const page = await db.within(organizationId, async (tx) =>
    pageOf(tx, await memberAt(tx, req), choice),
  );
  const { communityId, id, title } = page.thread;
  render(req, res, 'sources/choose', {
    ...page,
    section: 'talk',
    kinds: articleKinds,
    path: discussionPaths.thread(communityId, id),
    action: sourcePaths.choice(communityId, id),
    values: { _key: newId(), title: choice.title || title, kind: choice.kind, ...sent?.values },
    errors: sent?.errors ?? {},
  });
}

/** `GET …/threads/<thread>/article`: which posts are to become an article. */
export function choosePosts(making: Making) {
  return (req: Request, res: Response): Promise<void> => showChoice(making, { req, res });
}
