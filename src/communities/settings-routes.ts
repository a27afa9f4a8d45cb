import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Database } from '../db/index.ts';
import { personIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { memberWhoMay } from './belonging.ts';
import type { RecordDeed } from './deed.ts';
import { SettingsForm } from './forms.ts';
import { communityPaths } from './paths.ts';
import { addTopics, endSetUp, topicsOf, updateSettings, updateWords } from './store.ts';

/** The working days a facilitator may choose for a question to wait. */
const replyDayChoices = [1, 2, 3, 5, 10].map((count) => ({ count, value: `${count}` }));

async function showSettings(
  db: Database,
  { req, res }: { req: Request; res: Response },
  page: { values: object | null; errors: object; isSaved: boolean },
): Promise<void> {
  const session = personIn(req);
  const { reader, topics } = await db.within(session.organizationId, async (tx) => {
    const reader = await memberWhoMay(tx, session, {
      power: 'changeSettings',
      communityId: req.params['communityId'],
    });
    return { reader, topics: await topicsOf(tx, reader.community.id) };
  });
  const { community } = reader;
  render(req, res, 'communities/settings', {
    section: 'settings',
    reader,
    action: communityPaths.settings(community.id),
    merger: communityPaths.merger(community.id),
    archive: communityPaths.archive(community.id),
    topics,
    errors: page.errors,
    isSaved: page.isSaved,
    replyDayChoices,
    values: page.values ?? {
      ...community,
      topics: '',
      replyDays: `${community.replyDays}`,
      warnedWords: community.warnedWords.join(', '),
    },
  });
}

/** `GET /communities/<id>/settings`: its name and topics, who may know of it, come in and read. */
export function settingsPage(db: Database) {
  return (req: Request, res: Response): Promise<void> => {
    const isSaved = req.query['saved'] !== undefined;
    return showSettings(db, { req, res }, { values: null, errors: {}, isSaved });
  };
}

/** `POST /communities/<id>/settings`: changes them, for a facilitator. */
export function changeSettings(db: Database, record: RecordDeed) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = SettingsForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showSettings(db, { req, res }, { values: req.body, errors, isSaved: false });
    }
    const { topics, replyDays, ...settings } = form.data;
    const communityId = await db.within(session.organizationId, async (tx) => {
      const { community, personId } = await memberWhoMay(tx, session, {
        power: 'changeSettings',
        communityId: req.params['communityId'],
      });
      const { organizationId, id } = community;
      await updateSettings(tx, id, { ...settings, replyDays });
      await addTopics(tx, community, topics);
      await updateWords(tx, id);
      const deed = { organizationId, communityId: id, personId, objectId: id };
      await record(tx, { ...deed, verb: 'changed', objectKind: 'community' });
      return id;
    });
    return res.redirect(303, `${communityPaths.settings(communityId)}?saved`);
  };
}

/** `POST /communities/<id>/set-up/end`: what is left of setting up is done, or put aside. */
export function finishSetUp(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const communityId = await db.within(session.organizationId, async (tx) => {
      const { community } = await memberWhoMay(tx, session, {
        power: 'setUp',
        communityId: req.params['communityId'],
      });
      await endSetUp(tx, community.id);
      return community.id;
    });
    res.redirect(303, communityPaths.home(communityId));
  };
}
