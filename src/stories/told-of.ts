import { may, type Reader } from '../communities/index.ts';
import type { Transaction } from '../db/index.ts';
import { lineOf } from './line.ts';
import { storyPaths } from './paths.ts';
import { outcomesOf, storiesOf } from './store.ts';
import { outcomes, type Holder } from './story.ts';

const mostShown = 5;

/** What is told of one thing, for the page that shows it: the latest few, how it went in all, and the ways on. */
export async function toldOf(tx: Transaction, reader: Reader, holder: Holder) {
  const communityId = reader.community.id;
  const look = { communityId, standing: 'shown', outcome: null, holder, toldBy: null } as const;
  const [found, told] = await Promise.all([
    storiesOf(tx, look, { before: null, limit: mostShown }),
    outcomesOf(tx, holder),
  ]);
  const counted = new Map(told.map(({ outcome, count }) => [outcome, count]));
  const counts = outcomes.flatMap((outcome) => {
    const count = counted.get(outcome);
    return count ? [{ outcome, count }] : [];
  });
  const count = counts.reduce((sum, each) => sum + each.count, 0);
  return {
    stories: found.map((story) => lineOf(story, reader, null)),
    counts,
    count,
    all: count > found.length && storyPaths.about(communityId, holder),
    tell: may(reader.role, 'takePart') && storyPaths.formFor(communityId, holder),
  };
}
