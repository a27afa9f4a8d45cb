import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database, Transaction } from '../db/index.ts';
import { personBehind, type AtPost } from '../discussions/index.ts';
import { NotFound } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { UnsealForm } from './forms.ts';
import { insertEntry } from './log-store.ts';
import { moderationPaths } from './paths.ts';
import { careAtPost } from './place.ts';
import { shownPost } from './shown-post.ts';

interface Unsealing {
  /** The name, once the reason is in the log; null before. */
  person: { name: string | null } | null;
  values: object;
  errors: object;
}

function show(
  { req, res }: { req: Request; res: Response },
  { member, thread, post }: AtPost,
  shown: Awaited<ReturnType<typeof shownPost>>,
  unsealing: Unsealing,
): void {
  const { id } = member.community;
  render(req, res, 'moderation/unseal', {
    section: 'care',
    reader: member,
    thread,
    post: shown,
    action: moderationPaths.unsealing(id, thread.id, post.postNo),
    back: moderationPaths.postCare(id, thread.id, post.postNo),
    ...unsealing,
  });
}

/** A post that was written behind an alias. @throws NotFound of any other */
async function sealedPost(tx: Transaction, req: Request): Promise<AtPost & { aliasNo: number }> {
  const place = await careAtPost(tx, req);
  const { aliasNo } = place.post;
  if (aliasNo === null) throw new NotFound('Everybody sees who wrote it');
  return { ...place, aliasNo };
}

/** `GET …/posts/<number>/care/unsealing`: asks why somebody must know who wrote it. */
export function unsealForm(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const { place, shown } = await db.within(personIn(req).organizationId, async (tx) => {
      const place = await sealedPost(tx, req);
      return { place, shown: await shownPost(tx, place) };
    });
    show({ req, res }, place, shown, { person: null, values: {}, errors: {} });
  };
}

/**
 * `POST …/posts/<number>/care/unsealing`: tells who stands behind an alias, this once. The log keeps that it
 * was asked and why, and the author is told; the name is kept nowhere else.
 */
export function unseal(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const form = UnsealForm.safeParse(req.body);
    const { place, shown, person } = await db.within(personIn(req).organizationId, async (tx) => {
      const place = await sealedPost(tx, req);
      const shown = await shownPost(tx, place);
      const { member, thread, post, aliasNo } = place;
      if (!form.success) return { place, shown, person: null };
      const person = await personBehind(tx, thread.id, aliasNo);
      const { organizationId, id: communityId } = member.community;
      await insertEntry(tx, {
        organizationId,
        communityId,
        threadId: thread.id,
        postId: post.id,
        actorId: member.personId,
        deed: 'unsealed',
        rule: null,
        words: form.data.words,
        beforeState: null,
        afterState: null,
      });
      return { place, shown, person: { name: person?.name ?? null } };
    });
    const errors = form.success ? {} : z.flattenError(form.error).fieldErrors;
    if (!form.success) res.status(422);
    show({ req, res }, place, shown, { person, values: req.body, errors });
  };
}
