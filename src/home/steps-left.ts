import { communityPaths, type Reader } from '../communities/index.ts';
import { homePaths } from './paths.ts';

/** A part of setting up that can be done now or later, and where. */
interface Step {
  name: 'expectations' | 'settings' | 'seed';
  path: string;
  isDone: boolean;
}

/** What a facilitator may still do for a new community; the community is usable meanwhile. */
export function stepsLeft({
  reader: { community },
  threads,
}: {
  reader: Reader;
  threads: readonly unknown[];
}): Step[] {
  const { id, charterVersion } = community;
  return [
    { name: 'expectations', path: communityPaths.charterForm(id), isDone: charterVersion > 1 },
    { name: 'settings', path: communityPaths.settings(id), isDone: false },
    { name: 'seed', path: homePaths.seed(id), isDone: threads.length > 0 },
  ];
}
