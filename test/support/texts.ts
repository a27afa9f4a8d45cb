import type { AskFor, Job } from '../../src/jobs/index.ts';
import { registerTextJobs } from '../../src/texts/index.ts';
import type { Visitor, World } from './world.ts';

/** Has the background read what waits, now; what fails is given up at once. */
export async function readTexts({ house }: Pick<World, 'house'>): Promise<void> {
  const { signal } = new AbortController();
  const rounds: (() => Promise<void>)[] = [];
  const register = <Payload extends object>(job: Job<Payload>): AskFor<Payload> => {
    if (job.everySeconds) rounds.push(() => job.work(job.payload.parse({}), signal));
    return (payload) =>
      job.work(payload, signal).catch((cause: unknown) => job.givenUp?.(payload, cause));
  };
  registerTextJobs({ register }, { db: house.database, files: house.files });
  for (const goRound of rounds) await goRound();
}

/** What a page of results at this address shows of each, without the time. */
export async function foundAt(who: Visitor, address: string, words: string): Promise<string[]> {
  const { body } = await who.get(`${address}?${new URLSearchParams({ q: words }).toString()}`);
  const entries = /<ul class="entries finds"[^]*?<\/ul>/.exec(body)?.[0] ?? '';
  return entries.split('<li>').slice(1);
}
