import { fold, membersLike } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { discussionPaths } from '../discussions/index.ts';
import { knowledgePaths } from '../knowledge/index.ts';
import { collectionPaths, resourcePaths } from '../resources/index.ts';
import { articlesAlone, countGiven, topicsAlone } from './alone-store.ts';
import { candidatesFor, type Candidate } from './evidence.ts';
import { evidenceFor } from './evidence-store.ts';
import { stayingOf } from './leaver-store.ts';

const mostShown = 50;
const mostFound = 5;
const leastTyped = 2;

/** Whose it is, and where. */
export interface Whose {
  communityId: string;
  personId: string;
}

/** Members by a part of their names, but for whom it is about and those who do not stay. */
async function peopleLike(
  tx: Transaction,
  { communityId, personId }: Whose,
  words: string,
): Promise<Candidate[]> {
  const letters = fold(words);
  if (letters.length < leastTyped) return [];
  const found = await membersLike(tx, communityId, { letters, limit: mostFound + 1 });
  const others = found.filter(({ id }) => id !== personId);
  const ids = others.map(({ id }) => id);
  const staying = await stayingOf(tx, communityId, ids);
  return others
    .filter(({ id }) => staying.has(id))
    .slice(0, mostFound)
    .map(({ id, name }) => ({ id, name, reasons: [], isNamed: false }));
}

/** Everybody who could be given all of it: first who could be given most. */
function everyCandidate(lists: readonly (readonly Candidate[])[]): Candidate[] {
  const times = new Map<string, { candidate: Candidate; count: number }>();
  for (const candidate of lists.flat()) {
    const count = (times.get(candidate.id)?.count ?? 0) + 1;
    times.set(candidate.id, { candidate, count });
  }
  return [...times.values()]
    .toSorted((one, other) => other.count - one.count)
    .map(({ candidate }) => candidate);
}

/**
 * What rests on somebody alone, who could look after each article next, and what else they gave.
 *
 * @param wish.words a part of the name of somebody who is to be offered for each
 * @param wish.proposes who is chosen already where the page is opened
 */
export async function restsOn(
  tx: Transaction,
  whose: Whose,
  {
    words,
    proposes,
  }: { words: string; proposes: (candidate: Candidate, index: number) => boolean },
) {
  const { communityId } = whose;
  const alone = await articlesAlone(tx, whose, mostShown + 1);
  const shown = alone.slice(0, mostShown);
  const ids = shown.map(({ id }) => id);
  const candidates = candidatesFor(await evidenceFor(tx, whose, ids));
  const found = await peopleLike(tx, whose, words);
  const articles = shown.map(({ id, title }) => {
    const known = candidates.get(id) ?? [];
    const all = [...known, ...found.filter((each) => !known.some((heir) => heir.id === each.id))];
    const heirs = all.map((heir, index) => ({ ...heir, isChosen: proposes(heir, index) }));
    return {
      id,
      title,
      path: knowledgePaths.article(communityId, id),
      heirs,
      isNobodys: !heirs.some(({ isChosen }) => isChosen),
    };
  });
  const topics = await topicsAlone(tx, whose);
  const given = await countGiven(tx, whose);
  return {
    articles,
    hasMore: alone.length > mostShown,
    everybody: everyCandidate(articles.map(({ heirs }) => heirs)),
    isFound: found.length > 0,
    topics: topics.map((topic) => ({
      ...topic,
      path: `${discussionPaths.list(communityId)}?${new URLSearchParams({ topic: topic.id }).toString()}`,
    })),
    resources: given.resources,
    library: resourcePaths.library(communityId),
    collections: given.collections.map(({ id, title }) => ({
      title,
      path: collectionPaths.collection(communityId, id),
    })),
  };
}
