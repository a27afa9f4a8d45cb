import type { Request, Response } from 'express';
import { z } from 'zod';
import { facilitatorOf, communityPaths } from '../communities/index.ts';
import { newId, type Database } from '../db/index.ts';
import { startThread } from '../discussions/index.ts';
import { FormKey, once } from '../people/index.ts';
import { personIn } from '../sessions/index.ts';
import { bodyOf, render } from '../web/index.ts';
import { homePaths } from './paths.ts';

/** The threads that get a new community talking; their words are suggestions, to be changed. */
const starters = [
  { name: 'welcome', kind: 'introduction' },
  { name: 'question', kind: 'question' },
  { name: 'meeting', kind: 'announcement' },
] as const;

const words = (limit: number) =>
  z
    .string()
    .default('')
    .transform((typed) =>
      typed.replaceAll('\0', '').replaceAll('\r\n', '\n').trim().slice(0, limit),
    );

const Starter = z.object({
  title: words(255),
  body: words(32_000),
  chosen: z.literal('on').optional(),
});

/** The fields of one starter are named after it: `welcomeTitle`, `welcomeBody`, `welcomeChosen`. */
function starterIn(body: Record<string, unknown>, name: string) {
  return Starter.parse({
    title: body[`${name}Title`],
    body: body[`${name}Body`],
    chosen: body[`${name}Chosen`],
  });
}

const SeedForm = z.looseObject({ _key: FormKey });

/** `GET /communities/<id>/set-up/seed`: the first threads, and an invitation to copy into the course. */
export function seedPage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const reader = await db.within(session.organizationId, (tx) =>
      facilitatorOf(tx, session, req.params['communityId']),
    );
    render(req, res, 'home/seed', {
      section: 'home',
      reader,
      starters,
      values: { _key: newId() },
      action: homePaths.seed(reader.community.id),
    });
  };
}

/** `POST /communities/<id>/set-up/seed`: starts the threads that were chosen and have words. */
export function seedCommunity(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const { organizationId, personId } = session;
    const { _key: key, ...fields } = bodyOf(req, SeedForm);
    const location = await once(db, { organizationId, personId, key }, async (tx) => {
      const member = await facilitatorOf(tx, session, req.params['communityId']);
      for (const { name, kind } of starters) {
        const { title, body, chosen } = starterIn(fields, name);
        if (!chosen || !title || !body) continue;
        await startThread(tx, member, { kind, title, body, topic: '' });
      }
      return communityPaths.home(member.community.id);
    });
    res.redirect(303, location);
  };
}
