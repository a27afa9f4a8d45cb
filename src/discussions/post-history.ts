import type { Request, Response } from 'express';
import { may } from '../communities/index.ts';
import { NotFound } from '../errors.ts';
import { personIn } from '../sessions/index.ts';
import { render, withBareNames, wordChanges } from '../web/index.ts';
import { discussionPaths } from './paths.ts';
import { memberAtPost } from './place.ts';
import type { Reading } from './read-thread.ts';
import { revisionsOf, type Revision } from './revision-store.ts';

/** A wording, and what it changed in the one before it, word by word. */
function changesIn(revision: Revision, before: Revision | undefined) {
  const textOf = ({ bodySource, triedSource }: Revision) =>
    withBareNames(triedSource ? `${bodySource}\n\n${triedSource}` : bodySource);
  return { ...revision, changes: wordChanges(before ? textOf(before) : null, textOf(revision)) };
}

/** `GET …/posts/<number>/history`: every wording a post had, newest first. */
export function postHistory({ db }: Reading) {
  return async (req: Request, res: Response): Promise<void> => {
    const { member, thread, post, revisions } = await db.within(
      personIn(req).organizationId,
      async (tx) => {
        const place = await memberAtPost(tx, req);
        // What was taken out of a post is not to be read in its history.
        if (place.post.standing !== 'visible' && !may(place.member.role, 'moderate'))
          throw new NotFound('Its history is not shown');
        return { ...place, revisions: await revisionsOf(tx, place.post.id) };
      },
    );
    render(req, res, 'discussions/history', {
      section: 'talk',
      reader: member,
      thread,
      aliasNo: post.aliasNo,
      back: discussionPaths.post(member.community.id, thread.id, post.postNo),
      revisions: revisions.map((revision, index) => changesIn(revision, revisions[index + 1])),
    });
  };
}
