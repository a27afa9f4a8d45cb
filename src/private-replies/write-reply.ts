import type { Request, Response } from 'express';
import { owedExpectations, writerOf, writingErrors } from '../communities/index.ts';
import { newId, type Database } from '../db/index.ts';
import { discussionPaths, notePrivateReply, postsFrom } from '../discussions/index.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { draftFor, endDraft } from '../writing/index.ts';
import { AddressQuery, PrivateReplyForm } from './forms.ts';
import { privatePaths } from './paths.ts';
import { between, type Between } from './place.ts';
import { insertPrivateReply } from './store.ts';
import { conversationView, seenBy } from './view.ts';
import { storedBody } from './words.ts';

/** What a draft of a private reply is written for; it names nobody. */
function draftTarget({ post, isFromAuthor }: Between, to: string | null): string {
  return isFromAuthor ? `private:${to}` : `private:${post.id}`;
}

interface Typed {
  to: string | null;
  /** As they were sent; nothing where the form is just opened. */
  values?: object;
  errors?: object;
}

async function showForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  { to, values, errors = {} }: Typed,
): Promise<void> {
  const session = personIn(req);
  const { personId } = session;
  const page = await db.within(session.organizationId, async (tx) => {
    const place = await between(tx, req, to);
    const { member, thread, post } = place;
    const look = { from: post.postNo, limit: 1 };
    const [shown] = await postsFrom(tx, { threadId: thread.id, personId }, look);
    const draft = draftTarget(place, to);
    const begun = values ? null : await draftFor(tx, { personId }, draft);
    return { ...place, shown, draft, begun, expectations: await owedExpectations(tx, member) };
  });
  const { member, thread, post, shown, begun, isFromAuthor } = page;
  const [communityId, threadId, { postNo }] = [member.community.id, thread.id, post];
  const [first, ...rest] = page.replies;
  const address = { communityId, threadId, postNo };
  const answered = { name: first?.answererName ?? null, aliasNo: null };
  const author = shown?.author ?? { name: null, aliasNo: null };
  render(req, res, 'private-replies/write', {
    section: 'talk',
    reader: member,
    thread,
    post: shown,
    heading: isFromAuthor ? 'inPrivate.answer' : 'inPrivate.reply',
    seenBy: seenBy(isFromAuthor ? answered : author),
    conversation: first && {
      ...conversationView([first, ...rest], address, { mayBegin: false }),
      answer: null,
    },
    to,
    action: privatePaths.talk(communityId, threadId, postNo),
    back: discussionPaths.post(communityId, threadId, postNo),
    draft: page.draft,
    isRestored: begun !== null,
    expectations: page.expectations,
    values: values ?? { ...begun, _key: newId() },
    errors,
  });
}

/** `GET …/posts/<number>/private`: what is said to a post's author alone, and more of it. */
export function privateReplyForm(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showForm(db, { req, res }, AddressQuery.parse(req.query));
}

/** `POST …/posts/<number>/private`: says it, once for each form. Nothing anywhere counts it. */
export function createPrivateReply(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { communityId } = req.params;
    const form = PrivateReplyForm.safeParse(req.body);
    const errors = await writingErrors(db, req, form.error);
    if (!form.success || errors) {
      res.status(422);
      const { to } = AddressQuery.parse(req.body);
      return showForm(db, { req, res }, { to, values: req.body, errors: errors ?? {} });
    }
    const { _key: key, to, body, accepted } = form.data;
    const location = await once(db, { organizationId, personId, key }, async (tx) => {
      const place = await between(tx, req, to);
      const { member, thread, post, answererId, isFromAuthor } = place;
      await writerOf(tx, session, communityId, accepted);
      const said = { postId: post.id, answererId, isFromAuthor, ...storedBody(body) };
      await insertPrivateReply(tx, { organizationId, ...said });
      await notePrivateReply(tx, thread.id);
      await endDraft(tx, session, draftTarget(place, to), key);
      return discussionPaths.post(member.community.id, thread.id, post.postNo);
    });
    return res.redirect(303, location);
  };
}
