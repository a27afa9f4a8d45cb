import type { Request, Response } from 'express';
import { may, memberOf, readerOf, topicsOf, type Reader } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { personIn, signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';
import { ListQuery } from './forms.ts';
import { lists, pinnedThreads, recentThreads, type Look } from './list-store.ts';
import { countScheduled } from './scheduled-store.ts';
import { discussionPaths } from './paths.ts';
import type { Reading } from './read-thread.ts';
import { readEverything } from './reader-store.ts';
import { threadKinds, type WatchLevel } from './thread.ts';
import { lineOf } from './view.ts';
import { watchLevelsOf } from './watch-store.ts';

/** How much is to be posted later that they see. */
function scheduledBy(tx: Transaction, { community, personId, role }: Reader) {
  if (personId === null || role === 'visitor') return null;
  const leads = may(role, 'moderate');
  return countScheduled(tx, { communityId: community.id, personId, leads });
}

const threadsPerPage = 25;

/** What a reader sees of a community's threads. */
export function lookOf(
  { community, personId, role }: Reader,
  { show, kind, topic }: Pick<ListQuery, 'show' | 'kind' | 'topic'> = {
    show: 'all',
    kind: null,
    topic: null,
  },
): Look {
  const isFacilitator = role === 'facilitator';
  return { communityId: community.id, personId, isFacilitator, show, kind, topicId: topic };
}

/** What a list says that shows nothing: keys of the translation files. */
function emptyOf({ show, kind, topic, after }: ListQuery): { title: string; next: string } {
  const words = (part: string) => `talk.empty.${part}`;
  if (after) return { title: words('end.title'), next: words('end.next') };
  const isNarrowed = show !== 'all' && (kind !== null || topic !== null);
  if (isNarrowed) return { title: words(`narrowed.${show}`), next: words('narrowed.next') };
  return { title: words(`${show}.title`), next: words(`${show}.next`) };
}

/** How closely a member follows this topic; null when no topic is chosen. */
async function topicLevelOf(
  tx: Transaction,
  { community, personId, role }: Reader,
  topicId: string | null,
): Promise<WatchLevel | null> {
  if (topicId === null || personId === null || role === 'visitor') return null;
  const levels = await watchLevelsOf(tx, personId, [community.id, topicId]);
  return levels.get(topicId) ?? levels.get(community.id) ?? 'normal';
}

/** `GET /communities/<id>/threads`: what is talked about, all of it or a part. */
export function listThreads({ db, inPrivate }: Pick<Reading, 'db' | 'inPrivate'>) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const query = ListQuery.parse(req.query);
    const { show, kind, topic, after } = query;
    const isWhole = show === 'all' && !kind && !topic && !after;
    const { organizationId } = session;
    const reader = await db.askWithin(organizationId, (tx) =>
      readerOf(tx, session, req.params['communityId']),
    );
    const look = lookOf(reader, query);
    const communityId = reader.community.id;
    const [threads, topics, pinned, topicLevel, scheduled, toRead] = await db.askWithin(
      organizationId,
      (tx) =>
        Promise.all([
          recentThreads(tx, look, { after, limit: threadsPerPage + 1 }),
          topicsOf(tx, communityId),
          isWhole ? pinnedThreads(tx, look) : [],
          topicLevelOf(tx, reader, topic),
          isWhole ? scheduledBy(tx, reader) : null,
          after ? null : inPrivate.waiting(tx, reader),
        ]),
    );
    const shown = threads.slice(0, threadsPerPage);
    const last = threads.length > threadsPerPage ? shown.at(-1) : undefined;
    const at = (part: Partial<ListQuery>) =>
      discussionPaths.listOf(communityId, { ...query, after: null, ...part });
    const isPinned = new Set(pinned.map(({ id }) => id));
    render(req, res, 'discussions/list', {
      section: 'talk',
      reader,
      show,
      kind,
      topic,
      isWhole,
      toRead,
      kinds: threadKinds,
      topics,
      lists: lists
        .filter((name) => reader.role !== 'visitor' || name === 'all' || name === 'unanswered')
        .map((name) => ({ name, path: at({ show: name }), isShown: name === show })),
      action: discussionPaths.list(communityId),
      pinned: pinned.map(lineOf),
      threads: shown.filter(({ id }) => !isPinned.has(id)).map(lineOf),
      older: last && at({ after: last }),
      newest: after && at({}),
      scheduled: scheduled?.waiting ? scheduled : null,
      toScheduled: discussionPaths.waiting(communityId),
      ask: discussionPaths.newThread(communityId),
      allRead: discussionPaths.allRead(communityId),
      bookmarks: discussionPaths.bookmarks,
      empty: emptyOf(query),
      topicLevel,
      followTopic: topic && discussionPaths.followingTopic(communityId, topic),
      following: discussionPaths.following(communityId),
      readElsewhere: discussionPaths.readElsewhere(communityId),
    });
  };
}

/** `POST /communities/<id>/threads/read`: marks everything as read. */
export function readAll(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = personIn(req);
    const communityId = await db.within(session.organizationId, async (tx) => {
      const { community, personId } = await memberOf(tx, session, req.params['communityId']);
      const { organizationId, id } = community;
      await readEverything(tx, { organizationId, communityId: id, personId });
      return id;
    });
    res.redirect(303, discussionPaths.list(communityId));
  };
}
