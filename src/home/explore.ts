import type { Request, Response } from 'express';
import { pulsesOf } from '../activity/index.ts';
import {
  cardsOf,
  communityPaths,
  explore,
  ExploreQuery,
  tiesTo,
  type Card,
  type Found,
  type Tie,
} from '../communities/index.ts';
import type { Database, Transaction } from '../db/index.ts';
import { signedIn } from '../sessions/index.ts';
import { render } from '../web/index.ts';

/** A community in the list: how alive it is, and how the person stands to it. */
interface Entry extends Card {
  path: string;
  /** Each with the list of those that share it. */
  topicLinks: { name: string; path: string }[];
  pulse: number;
  belongs: boolean;
  company: number;
}

async function entriesOf(
  tx: Transaction,
  personId: string | null,
  ids: readonly string[],
): Promise<Entry[]> {
  const cards = await cardsOf(tx, ids);
  const pulses = await pulsesOf(tx, ids);
  const ties = personId === null ? new Map<string, Tie>() : await tiesTo(tx, personId, ids);
  return cards.map((card) => ({
    ...card,
    path: communityPaths.home(card.id),
    topicLinks: card.topics.map((name) => ({ name, path: communityPaths.exploreTopic(name) })),
    pulse: pulses.get(card.id) ?? 0,
    belongs: ties.get(card.id)?.belongs ?? false,
    company: ties.get(card.id)?.company ?? 0,
  }));
}

function listOf(query: ExploreQuery, after: Found['next']): string {
  const { words, topic } = query;
  const asked = Object.entries({ words, topic, after: after ?? '' }).filter(([, value]) => value);
  const search = new URLSearchParams(asked).toString();
  return search ? `${communityPaths.explore}?${search}` : communityPaths.explore;
}

/** `GET /explore`: the organization's communities, by words and by topic, and how one stands to each. */
export function explorePage(db: Database) {
  return async (req: Request, res: Response): Promise<void> => {
    const { organizationId, personId } = signedIn(req);
    const query = ExploreQuery.parse(req.query);
    const { found, communities } = await db.within(organizationId, async (tx) => {
      const found = await explore(tx, personId, query);
      return { found, communities: await entriesOf(tx, personId, found.ids) };
    });
    render(req, res, 'home/explore', {
      query,
      communities,
      respelt: found.respelt,
      isNarrowed: query.words !== '' || query.topic !== '',
      isFirstPage: query.after === null,
      first: query.after && listOf(query, null),
      next: found.next && listOf(query, found.next),
      anyTopic: listOf({ ...query, topic: '' }, null),
      action: communityPaths.explore,
      layout: 'bare',
    });
  };
}
