import type { Request, Response } from 'express';
import { z } from 'zod';
import { moveRecord, record } from '../activity/index.ts';
import { moveItems } from '../agenda/index.ts';
import {
  communitiesLedBy,
  communityPaths,
  countMerger,
  memberWhoMay,
  merge,
  MergerForm,
  takeTurnsToMerge,
  type Member,
  type Merger,
} from '../communities/index.ts';
import { moveHandovers } from '../continuity/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { moveScheduled, moveThreads, moveWatches } from '../discussions/index.ts';
import { moveTerms } from '../glossary/index.ts';
import { moveKnowledge } from '../knowledge/index.ts';
import { moveLog } from '../moderation/index.ts';
import { moveCollections, moveResources } from '../resources/index.ts';
import { personIn, type PersonalSession } from '../sessions/index.ts';
import { moveStories } from '../stories/index.ts';
import { render } from '../web/index.ts';

const leader = (tx: Transaction, session: PersonalSession, communityId: unknown): Promise<Member> =>
  memberWhoMay(tx, session, { power: 'merge', communityId });

/** What would come of merging into this community, which they must lead too. */
async function previewOf(tx: Transaction, session: PersonalSession, merger: Merger) {
  const { community } = await leader(tx, session, merger.into);
  return { community, counts: await countMerger(tx, merger) };
}

async function showMerger(
  db: Database,
  { req, res }: { req: Request; res: Response },
  page: { into: unknown; errors: object },
): Promise<void> {
  const session = personIn(req);
  const into = MergerForm.safeParse(page).data?.into;
  const shown = await db.within(session.organizationId, async (tx) => {
    const reader = await leader(tx, session, req.params['communityId']);
    const from = reader.community.id;
    const led = await communitiesLedBy(tx, session.personId);
    const others = led.filter(({ id }) => id !== from);
    const isChosen = into !== undefined && into !== from;
    return {
      reader,
      others,
      preview: isChosen ? await previewOf(tx, session, { from, into }) : null,
    };
  });
  const { id } = shown.reader.community;
  render(req, res, 'home/merger', {
    ...shown,
    section: 'settings',
    settings: communityPaths.settings(id),
    action: communityPaths.merger(id),
    roles: communityPaths.roles(id),
    into,
    errors: page.errors,
  });
}

/** `GET /communities/<id>/merger`: which community this one could end in favour of, and what would move. */
export function mergerPage(db: Database) {
  return (req: Request, res: Response): Promise<void> =>
    showMerger(db, { req, res }, { into: req.query['into'], errors: {} });
}

async function mergeAll(
  tx: Transaction,
  { personId, community }: Member,
  into: string,
): Promise<void> {
  const { organizationId, id: from, name } = community;
  const merger = { from, into };
  const topics = await merge(tx, { organizationId, mergedBy: personId, ...merger });
  for (const topic of [...topics, null]) {
    await moveThreads(tx, merger, topic);
    await moveResources(tx, merger, topic);
  }
  await moveKnowledge(tx, merger, topics);
  await moveTerms(tx, { ...merger, name });
  await moveHandovers(tx, merger);
  await moveStories(tx, merger);
  await moveCollections(tx, merger);
  for (const topic of topics) await moveWatches(tx, 'topic', topic);
  await moveWatches(tx, 'community', merger);
  await moveScheduled(tx, merger);
  await moveItems(tx, merger);
  await moveRecord(tx, merger);
  await moveLog(tx, merger);
  const deed = { organizationId, communityId: into, personId, objectId: from };
  await record(tx, { ...deed, verb: 'merged', objectKind: 'community' });
}

/**
 * `POST /communities/<id>/merger`: ends it in favour of another. Pressed twice, the second press follows
 * the first and arrives.
 */
export function mergeCommunities(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const form = MergerForm.safeParse(req.body);
    if (!form.success) {
      res.status(422);
      const errors = z.flattenError(form.error).fieldErrors;
      return showMerger(db, { req, res }, { into: null, errors });
    }
    const { into } = form.data;
    await db.within(session.organizationId, async (tx) => {
      const { id } = (await leader(tx, session, req.params['communityId'])).community;
      if (id === into) return;
      await takeTurnsToMerge(tx, { from: id, into });
      // Whoever had their turn before may have merged one of them.
      const from = await leader(tx, session, id);
      await leader(tx, session, into);
      await mergeAll(tx, from, into);
    });
    return res.redirect(303, communityPaths.home(into));
  };
}
