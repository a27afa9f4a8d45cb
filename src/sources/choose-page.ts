import type { Request, Response } from 'express';
import { z } from 'zod';
import { newId, type Database, type Transaction } from '../db/index.ts';
import { Invalid } from '../errors.ts';
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
import { shareUses } from '../files/index.ts';
import { articleKinds, createArticleDraft, knowledgePaths } from '../knowledge/index.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { render, wordsFor, type Words } from '../web/index.ts';
import { compose, type Wording } from './compose.ts';
import { ChoiceForm, ChoiceQuery } from './forms.ts';
import { sourcePaths } from './paths.ts';
import { insertSources, wordingsOf } from './source-store.ts';

/** What making articles of posts stands on. */
interface Making {
  db: Database;
  publicUrl: URL;
}

/** As much of each post as tells it from the others. */
const characters = 240;
const mostCharacters = 32_000;

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

async function showChoice(
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

/** The words of a draft that is made of these posts. @throws Invalid when they are too many */
function draftOf(
  wordings: readonly Wording[],
  { thread, publicUrl, say }: { thread: AtThread['thread']; publicUrl: URL; say: Words },
): string {
  const { communityId, id } = thread;
  const body = compose(wordings, ({ postNo }) => ({
    words: say('sources.post', { number: postNo }),
    url: new URL(discussionPaths.post(communityId, id, postNo), publicUrl).href,
  }));
  if (body.length > mostCharacters) throw new Invalid('sources.long');
  return body;
}

/** Makes the draft, and ties it to its posts and what they show. @returns where it is written on */
async function make(
  tx: Transaction,
  { member, thread }: AtThread,
  { form, publicUrl, say }: { form: ChoiceForm; publicUrl: URL; say: Words },
): Promise<string> {
  const wordings = await wordingsOf(tx, thread.id, form.post);
  if (wordings.length === 0) throw new Invalid('sources.none');
  const body = draftOf(wordings, { thread, publicUrl, say });
  const { title, kind } = form;
  const draft = { title, kind, body, section: null, topic: thread.topicId };
  const articleId = await createArticleDraft(tx, member, draft);
  const { organizationId, id: communityId } = member.community;
  await insertSources(tx, { organizationId, articleId, threadId: thread.id }, wordings);
  const into = { kind: 'article head', id: articleId } as const;
  for (const { id } of wordings) await shareUses(tx, { from: { kind: 'post', id }, into });
  return knowledgePaths.edit(communityId, articleId);
}

/** `POST …/threads/<thread>/article`: makes a draft of them, once for each form, and leads to where it is written on. */
export function makeArticle({ db, publicUrl }: Making) {
  return async (req: Request, res: Response): Promise<void> => {
    const { organizationId, personId } = personIn(req);
    const refuse = (errors: object) => {
      res.status(422);
      return showChoice({ db, publicUrl }, { req, res }, { values: req.body, errors });
    };
    const form = ChoiceForm.safeParse(req.body);
    if (!form.success) return refuse(z.flattenError(form.error).fieldErrors);
    const say = wordsFor(req, res);
    try {
      const sender = { organizationId, personId, key: form.data._key };
      const location = await once(db, sender, async (tx) =>
        make(tx, await memberAt(tx, req), { form: form.data, publicUrl, say }),
      );
      return res.redirect(303, location);
    } catch (error) {
      if (error instanceof Invalid) return refuse({ post: [error.message] });
      throw error;
    }
  };
}
