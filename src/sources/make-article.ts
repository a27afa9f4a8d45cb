import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Transaction } from '../db/index.ts';
import { discussionPaths, memberAt, type AtThread } from '../discussions/index.ts';
import { Invalid } from '../errors.ts';
import { shareUses } from '../files/index.ts';
import { createArticleDraft, knowledgePaths } from '../knowledge/index.ts';
import { once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { wordsFor, type Words } from '../web/index.ts';
import { showChoice, type Making } from './choose-page.ts';
import { compose, type Wording } from './compose.ts';
import { ChoiceForm } from './forms.ts';
import { insertSources, wordingsOf } from './source-store.ts';

const mostCharacters = 32_000;

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
