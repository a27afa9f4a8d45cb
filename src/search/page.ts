import type { Request, Response } from 'express';
import { communityPaths, fold, readerOf, wordsIn, type Reader } from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { discussionPaths } from '../discussions/index.ts';
import { knowledgePaths } from '../knowledge/index.ts';
import { collectionPaths, resourcePaths } from '../resources/index.ts';
import { signedIn, type Session } from '../sessions/index.ts';
import { asksForPart, render, wordsFor, type Words } from '../web/index.ts';
import { finds, kindsOf, type DocumentKind, type Find } from './document.ts';
import { excerptOf, marked, wantedAmong, type IsWanted } from './excerpt.ts';
import { find, type Found, type LastWord } from './find.ts';
import { SearchForm } from './forms.ts';
import { countGap } from './gap-store.ts';
import { insideOf, type Inside } from './inside.ts';
import type { Look, PeopleAsked } from './look.ts';
import { searchPaths } from './paths.ts';
import type { PersonHit } from './people-store.ts';
import { operators, readQuery, saysNothing, type Operator, type SearchQuery } from './query.ts';
import type { Respelt } from './respell.ts';
import type { Hit } from './store.ts';

const perPage = 20;
/** As somebody types, the best few tell them where they are going, and come sooner. */
const perGlance = 8;
const longestGap = 100;

const pathOfKind: Record<DocumentKind, (hit: Hit) => string> = {
  thread: ({ communityId, threadId, id }) => discussionPaths.thread(communityId, threadId ?? id),
  post: ({ communityId, threadId, id, postNo }) =>
    discussionPaths.post(communityId, threadId ?? id, postNo ?? 1),
  article: ({ id }) => knowledgePaths.lasting(id),
  resource: ({ id }) => resourcePaths.lasting(id),
  collection: ({ id }) => collectionPaths.lasting(id),
};

/** The words of the operators and of what they tell apart: in English, and in the reader's language. */
function operatorWords(words: Words): Map<string, Operator> {
  return new Map(
    operators.flatMap((operator): [string, Operator][] => [
      [operator, operator],
      [fold(words(`search.operators.${operator}`)), operator],
    ]),
  );
}

/** The kinds that are called so, or begin like that; what is no kind narrows nothing. */
function findsCalled(called: readonly string[], words: Words): Find[] {
  return finds.filter((name) => {
    const names = [name, fold(words(`search.kinds.${name}`))];
    return called.some((value) => names.some((each) => each.startsWith(value)));
  });
}

/** Nothing typed is wrong: a kind that there is none of is looked for as a word. */
function understood(query: SearchQuery, words: Words): { query: SearchQuery; named: Find[] } {
  const named = findsCalled(query.kind, words);
  const isUnknown = query.kind.length > 0 && named.length === 0;
  if (!isUnknown) return { query, named };
  return { query: { ...query, words: [...query.words, ...query.kind], kind: [] }, named };
}

/** Where a search is made. */
interface Place {
  session: Session;
  reader: Reader | null;
}

interface Asked {
  form: SearchForm;
  query: SearchQuery;
  named: Find[];
  /** The box asks as it is typed into; only what was sent off was looked for in vain. */
  isTyping: boolean;
}

function lastWordOf({ form, isTyping }: Asked): LastWord {
  if (isTyping) return 'typed';
  return form.begun ? 'begun' : 'whole';
}

const sizeFor = ({ isTyping }: Asked) => (isTyping ? perGlance : perPage);

/** People wrote what is by them, and have no topic: what asks for either asks for none of them. */
function peopleAsked({ query }: Asked, chosen: readonly Find[]): PeopleAsked {
  if (query.by.length > 0 || query.topic.length > 0) return 'none';
  if (chosen.length === 0) return 'some';
  if (!chosen.includes('people')) return 'none';
  return chosen.length === 1 ? 'only' : 'some';
}

function lookOf({ session, reader }: Place, asked: Asked): Look {
  const { form, query, named } = asked;
  const chosen = form.kind ? [form.kind] : named;
  const communityId = reader?.community.id ?? null;
  return {
    session,
    communityId,
    nearId: communityId,
    kinds: chosen.length > 0 ? chosen.flatMap((name) => kindsOf[name]) : null,
    people: peopleAsked(asked, chosen),
    topic: query.topic,
    by: query.by,
    in: query.in,
  };
}

/** What nobody found is counted where they looked, for those who look after it. */
async function noteGap(
  tx: Transaction,
  { session, reader }: Place,
  { form, query }: Asked,
  now: Date,
): Promise<void> {
  const isPlain = !form.kind && query.by.length === 0;
  const words = wordsIn([...query.words, ...query.phrases].join(' ')).join(' ');
  if (!reader || !isPlain || words === '' || words.length > longestGap) return;
  const { organizationId } = session;
  await countGap(tx, { organizationId, communityId: reader.community.id, words }, now);
}

/** What is found, with what stands in the files of it. */
interface Answer extends Found {
  inside: Map<string, Inside>;
}

function resultOf(hit: Hit, { inside }: Answer, isWanted: IsWanted) {
  return {
    ...hit,
    path: pathOfKind[hit.kind](hit),
    titlePieces: marked(hit.title, isWanted),
    excerpt: excerptOf(hit.body, isWanted),
    inside: inside.get(hit.id),
  };
}

/** Somebody, with what they wrote and where they are met. */
function personOf({ name, communities, ...person }: PersonHit) {
  return {
    ...person,
    name,
    path: searchPaths.everywhere({ q: `by:"${name.replaceAll('"', ' ')}"` }),
    communities: communities.map((place) => ({ ...place, path: communityPaths.people(place.id) })),
  };
}

function respelledIn(typed: string, respelt: readonly Respelt[]): string {
  return respelt.reduce((text, { word, spelling }) => text.replace(word, spelling), typed);
}

/** How many there are of each kind that people tell apart. */
function countsOf({ counts, people }: Found) {
  return finds.flatMap((name) => {
    const ofKinds = kindsOf[name].reduce((sum, kind) => sum + (counts[kind] ?? 0), 0);
    const count = name === 'people' ? people.count : ofKinds;
    return count > 0 ? [{ name, count }] : [];
  });
}

function resultsOf(found: Answer, asked: Asked, at: (asked: Partial<SearchForm>) => string) {
  const { form, isTyping } = asked;
  const size = sizeFor(asked);
  const kinds = countsOf(found);
  const count = kinds.reduce((sum, kind) => sum + kind.count, 0);
  const isNarrower = !form.kind && kinds.length > 1;
  const shown = found.hits.slice(0, size);
  const isWanted = wantedAmong(found.sought);
  const people = found.people.people.slice(0, size);
  const isMore = Math.max(found.hits.length, found.people.people.length) > size;
  return {
    count,
    isCapped: found.isCapped,
    isLoose: found.isLoose,
    kinds: isNarrower ? kinds.map((kind) => ({ ...kind, path: at({ kind: kind.name }) })) : [],
    everyKind: form.kind && at({ kind: null }),
    people: form.page === 1 || shown.length === 0 ? people.map(personOf) : [],
    allPeople:
      found.people.count > found.people.people.length && shown.length > 0 && at({ kind: 'people' }),
    isNothing: count === 0,
    results: shown.map((hit) => resultOf(hit, found, isWanted)),
    respelt: found.respelt,
    suggested: found.suggested.length > 0 && {
      words: respelledIn(form.q, found.suggested),
      path: at({ q: respelledIn(form.q, found.suggested), begun: false }),
    },
    first: form.page > 1 && at({}),
    next: isMore && !isTyping && at({ page: form.page + 1 }),
    all: isMore && isTyping && at({}),
  };
}

const isNothing = ({ hits, people }: Found) => hits.length === 0 && people.count === 0;

/** Where this is asked: of the community that somebody stands in, or of everything. */
function addressOf(reader: Reader | null, { q, kind, begun, page }: SearchForm): string {
  const wish = { q, kind: kind ?? '', begun: begun ? 'on' : '', page: page > 1 ? `${page}` : '' };
  return reader ? searchPaths.community(reader.community.id, wish) : searchPaths.everywhere(wish);
}

/** What both pages of the room stand on. */
export interface Searching {
  db: Database;
  now: () => Date;
}

async function show(
  { db, now }: Searching,
  { req, res }: { req: Request; res: Response },
  place: Place,
): Promise<void> {
  const form = SearchForm.parse(req.query);
  const words = wordsFor(req, res);
  const read = understood(readQuery(form.q, operatorWords(words)), words);
  const asked = { form, ...read, isTyping: asksForPart(req) };
  const community = place.reader?.community ?? null;
  const action = community ? searchPaths.community(community.id) : searchPaths.everywhere();
  const { isTyping } = asked;
  const { organizationId } = place.session;
  const size = sizeFor(asked);
  const page = { limit: size + 1, skip: (form.page - 1) * size };
  const found = saysNothing(read.query)
    ? null
    : await db.readWithin(organizationId, async (tx) => {
        const question = { query: read.query, lastWord: lastWordOf(asked) };
        const answer = await find(tx, lookOf(place, asked), question, page);
        return { ...answer, inside: await insideOf(tx, answer.hits, answer.sought) };
      });
  if (found && isNothing(found) && form.page === 1 && !isTyping)
    await db.within(organizationId, (tx) => noteGap(tx, place, asked, now()));
  // What leads on from here means the last word as it was taken here.
  const begun = found?.isBegun ?? false;
  const at = (part: Partial<SearchForm>) =>
    addressOf(place.reader, { ...form, page: 1, begun, ...part });
  const isMember = place.reader !== null && place.reader.role !== 'visitor';
  return render(req, res, isTyping ? 'search/found' : 'search/results', {
    reader: place.reader,
    section: 'search',
    query: form,
    action,
    isSearched: found !== null,
    ...(found && resultsOf(found, asked, at)),
    everywhere: community && addressOf(null, { q: form.q, kind: null, begun, page: 1 }),
    ask: isMember && community && discussionPaths.newThread(community.id),
    operators: operators.map((name) => ({
      name: words(`search.operators.${name}`),
      text: `search.help.${name}`,
    })),
    ...(community ? {} : { layout: 'bare' }),
  });
}

/** `GET /search`: of everything that somebody may read. */
export function searchEverywhere(searching: Searching) {
  return (req: Request, res: Response): Promise<void> =>
    show(searching, { req, res }, { session: signedIn(req), reader: null });
}

/** `GET /communities/<id>/search`: of one community. */
export function searchCommunity(searching: Searching) {
  return async (req: Request, res: Response): Promise<void> => {
    const session = signedIn(req);
    const reader = await searching.db.askWithin(session.organizationId, (tx) =>
      readerOf(tx, session, req.params['communityId']),
    );
    return show(searching, { req, res }, { session, reader });
  };
}
