import type { Request, Response } from 'express';
import { may, readerOf, topicsOf, type Reader } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { filePaths } from '../files/index.ts';
import { signedIn } from '../sessions/index.ts';
import { watchedParts } from '../watching/index.ts';
import { languageNames, languageOf, placeText, render } from '../web/index.ts';
import { showAttachments, type FindShownPosts } from './attachments-page.ts';
import { faces, freshnesses, LibraryQuery, orders, reviews, sayings } from './forms.ts';
import { entriesOf, languagesIn, placeOf, type Entry, type Look } from './list-store.ts';
import { resourcePaths } from './paths.ts';
import { kinds, looksAfter } from './resource.ts';

const entriesPerPage = 24;
const dayMs = 86_400_000;
const days = { week: 7, month: 31, quarter: 92, year: 366 } as const;

/** The part of the library that the address asks for, as this reader may see it. */
function lookOf({ community, personId, role }: Reader, query: LibraryQuery, now: Date): Look {
  const { show, kind, topic, language, says, reviewed, order, since } = query;
  const standing = show === 'withdrawn' ? show : 'shown';
  const isOwnOnly = standing === 'withdrawn' && !may(role, 'moderate');
  return {
    communityId: community.id,
    standing,
    givenBy: isOwnOnly ? personId : null,
    since: since && new Date(now.getTime() - days[since] * dayMs),
    kind,
    topic,
    language,
    says,
    reviewed,
    order,
  };
}

const whole = {
  kind: null,
  topic: null,
  language: null,
  since: null,
  says: null,
  reviewed: null,
} as const;

function pathOf(communityId: string, { show, order, face, after, ...parts }: LibraryQuery): string {
  const query = new URLSearchParams();
  if (show !== 'shown') query.set('show', show);
  for (const [name, value] of Object.entries(parts)) if (value) query.set(name, value);
  if (order !== 'newest') query.set('order', order);
  if (face !== 'list') query.set('face', face);
  if (after) query.set('after', placeText(after));
  return resourcePaths.libraryOf(communityId, query);
}

/** How much of these the reader watched, in percent: asked only where there is something to watch. */
async function watchedOf(
  tx: Transaction,
  { personId }: Reader,
  entries: readonly Entry[],
): Promise<Map<string, number>> {
  const watched = entries.filter(({ kind }) => kind === 'audio' || kind === 'video');
  if (personId === null || watched.length === 0) return new Map();
  return watchedParts(
    tx,
    personId,
    watched.map(({ id }) => id),
  );
}

/** A resource as a line or a card of the library. */
function lineOf(reader: Reader, entry: Entry, names: ReadonlyMap<string, string>) {
  const { id, url, fileId, kind, language, pictureId, linkState, giverId, successorId } = entry;
  const shownId = kind === 'picture' ? fileId : pictureId;
  return {
    path: resourcePaths.resource(reader.community.id, id),
    host: url && new URL(url).host,
    languageName: language && names.get(language),
    picture: shownId && filePaths.file(shownId),
    successorPath: successorId && resourcePaths.resource(reader.community.id, successorId),
    isDead: linkState === 'dead' && looksAfter({ giverId }, reader),
    // At the end: whatever is added to a copied row makes the copy slow.
    ...entry,
  };
}

/** What a list says that shows nothing: a part of the keys of its words. */
function emptyOf({ show, after, order: _order, face: _face, ...parts }: LibraryQuery): string {
  if (after) return 'end';
  if (show === 'withdrawn') return 'withdrawn';
  return Object.values(parts).some((part) => part !== null) ? 'narrowed' : 'all';
}

/** `GET /communities/<id>/library`: all that the community keeps, or a part of it. */
export function libraryPage({
  db,
  now,
  findShownPosts,
}: {
  db: Database;
  now: () => Date;
  findShownPosts: FindShownPosts;
}) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const query = LibraryQuery.parse(req.query);
    const { organizationId } = session;
    const reader = await db.askWithin(organizationId, (tx) =>
      readerOf(tx, session, req.params['communityId']),
    );
    const { id } = reader.community;
    const isMember = reader.role !== 'visitor';
    const sieved: LibraryQuery =
      !isMember && query.show === 'withdrawn' ? { ...query, show: 'shown' } : query;
    const at = (part: Partial<LibraryQuery>) => pathOf(id, { ...sieved, after: null, ...part });
    const locals = {
      section: 'library',
      isMember,
      query: sieved,
      withdrawn: isMember && at({ ...whole, show: 'withdrawn' }),
      library: resourcePaths.library(id),
      give: resourcePaths.giveForm(id),
    };
    if (sieved.show === 'attachments')
      return showAttachments(
        { db, findShownPosts },
        { req, res },
        { reader, query: sieved, at, locals },
      );
    const page = { after: query.after, limit: entriesPerPage + 1 };
    const [entries, topics, codes] = await db.askWithin(organizationId, (tx) =>
      Promise.all([
        entriesOf(tx, lookOf(reader, sieved, now()), page),
        topicsOf(tx, id),
        languagesIn(tx, id),
      ]),
    );
    const languages = languageNames(languageOf(req, res), codes);
    const names = new Map(languages.map(({ code, name }) => [code, name]));
    const shown = entries.slice(0, entriesPerPage);
    const last = entries.length > entriesPerPage ? shown.at(-1) : undefined;
    const watched = await db.askWithin(organizationId, (tx) => watchedOf(tx, reader, shown));
    return render(req, res, 'resources/library', {
      ...locals,
      reader,
      mayKeep: may(reader.role, 'moderate'),
      many: resourcePaths.many(id),
      isGallery: sieved.face === 'gallery',
      entries: shown.map((entry) => ({
        watched: watched.get(entry.id),
        ...lineOf(reader, entry, names),
      })),
      empty: emptyOf(sieved),
      kinds,
      topics,
      languages,
      freshnesses,
      sayings,
      reviews,
      orders,
      isNarrowedMore: Boolean(sieved.language ?? sieved.since ?? sieved.says ?? sieved.reviewed),
      faces: faces.map((face) => ({ name: face, path: at({ face }) })),
      all: at(whole),
      first: query.after && at({}),
      next: last && at({ after: placeOf(last, sieved.order) }),
    });
  };
}
