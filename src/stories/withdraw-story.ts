import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { StandingForm } from './forms.ts';
import { lineOf } from './line.ts';
import { storyPaths } from './paths.ts';
import { memberAt } from './place.ts';
import { owesReason } from './story.ts';
import { checkMayStand, stand } from './write.ts';

async function showForm(
  db: Database,
  { req, res }: { req: Request; res: Response },
  sent?: { values: object; errors: object },
): Promise<void> {
  const session = personIn(req);
  const { member, story } = await db.within(session.organizationId, async (tx) => {
    const place = await memberAt(tx, session, req.params);
    checkMayStand(place.story, place.member);
    return place;
  });
  const { id } = member.community;
  render(req, res, 'stories/withdraw', {
    section: 'library',
    reader: member,
    story: lineOf(story, member, null),
    asksWhy: owesReason(story, member),
    action: storyPaths.standing(id, story.id),
    back: storyPaths.about(id, story.holder),
    values: sent?.values ?? {},
    errors: sent?.errors ?? {},
  });
}

/** `GET …/practice/<story>/standing`: to withdraw it, with a word to whoever told it. */
export function standingForm(db: Database) {
  return (req: Request, res: Response): Promise<void> => showForm(db, { req, res });
}

/** `POST …/practice/<story>/standing`: withdraws it, or shows it again. */
export function standStory(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = StandingForm.safeParse(req.body);
    const again = (errors: object) => {
      res.status(422);
      return showForm(db, { req, res }, { values: req.body, errors });
    };
    if (!form.success) return again(z.flattenError(form.error).fieldErrors);
    const wish = form.data;
    const path = await db.within(session.organizationId, async (tx) => {
      const place = await memberAt(tx, session, req.params);
      const { member, story } = place;
      checkMayStand(story, member);
      const lacksReason =
        wish.standing === 'withdrawn' && owesReason(story, member) && !wish.reason;
      if (lacksReason) return null;
      await stand(tx, place, wish);
      return wish.standing === 'shown'
        ? storyPaths.about(member.community.id, story.holder)
        : storyPaths.listOf(member.community.id, new URLSearchParams({ show: 'withdrawn' }));
    });
    return path === null ? again({ reason: ['story.reason.missing'] }) : res.redirect(303, path);
  };
}
