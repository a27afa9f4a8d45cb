import type { Request, Response } from 'express';
import type { Database } from '../db/index.ts';
import { knowledgePaths } from '../knowledge/index.ts';
import { sharedLibraryPath } from '../reach/index.ts';
import { collectionPaths, resourcePaths } from '../resources/index.ts';
import { signedIn } from '../sessions/index.ts';
import { placeText, render } from '../web/index.ts';
import { questionsAsked } from './question-store.ts';
import { sharedKinds, sharedOrders, SharedQuery } from './forms.ts';
import { sharedEntries, sharedTopics, type SharedEntry } from './library-store.ts';

const entriesPerPage = 25;
const mostTopics = 40;
const mostUseful = 5;
const mostQuestions = 20;

const pathOf: Record<SharedEntry['kind'], (id: string) => string> = {
  article: knowledgePaths.lasting,
  resource: resourcePaths.lasting,
  collection: collectionPaths.lasting,
};

const lineOf = (entry: SharedEntry) => ({ ...entry, path: pathOf[entry.kind](entry.id) });

function addressOf({ kind, topic, order, after }: SharedQuery): string {
  const query = new URLSearchParams({
    ...(kind && { kind }),
    ...(topic && { topic }),
    ...(order !== 'newest' && { order }),
    ...(after && { after: placeText(after) }),
  });
  return query.size > 0 ? `${sharedLibraryPath}?${query.toString()}` : sharedLibraryPath;
}

/** Where the list goes on; a key that is none of its order reads as the beginning. */
function startOf({ order, after }: SharedQuery): SharedQuery['after'] {
  if (!after) return null;
  const isKey =
    order === 'useful'
      ? /^\d{1,9}$/.test(after.key)
      : /^\d{4}-\d\d-\d\d /.test(after.key) && !Number.isNaN(Date.parse(after.key));
  return isKey ? after : null;
}

/** `GET /library`: what the communities of the organization have for all of it. */
export function libraryOfAll(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const asked = SharedQuery.parse(req.query);
    const session = signedIn(req);
    const query = { ...asked, after: startOf(asked) };
    const isNarrowed = query.kind !== null || query.topic !== null;
    const isFront = !isNarrowed && query.after === null && query.order === 'newest';
    const page = { after: query.after, limit: entriesPerPage + 1 };
    const used = { ...query, order: 'useful' as const, isUsed: true };
    const [entries, topics, useful, questions] = await db.askWithin(session.organizationId, (tx) =>
      Promise.all([
        sharedEntries(tx, query, page),
        sharedTopics(tx, mostTopics),
        isFront ? sharedEntries(tx, used, { after: null, limit: mostUseful }) : [],
        isFront && session.personId !== null
          ? questionsAsked(tx, session.personId, mostQuestions)
          : [],
      ]),
    );
    const shown = entries.slice(0, entriesPerPage);
    const last = entries.length > entriesPerPage ? shown.at(-1) : undefined;
    const at = (part: Partial<SharedQuery>) => addressOf({ ...query, after: null, ...part });
    render(req, res, 'organization/library', {
      layout: 'bare',
      query,
      library: sharedLibraryPath,
      entries: shown.map(lineOf),
      useful: useful.map(lineOf),
      questions,
      mostUseful: at({ order: 'useful' }),
      empty: isNarrowed || asked.after ? 'narrowed' : 'all',
      kinds: sharedKinds,
      orders: sharedOrders,
      topics,
      first: query.after && at({}),
      next: last && at({ after: { key: last.key, id: last.id } }),
    });
  };
}
