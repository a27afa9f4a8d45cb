import { z } from 'zod';
import { everyOrganization } from './courses/index.ts';
import type { Database } from './db/index.ts';
import { renderAnew } from './discussions/index.ts';
import type { Job } from './jobs/index.ts';
import { renderArticlesAnew } from './knowledge/index.ts';
import { renderPrivateRepliesAnew } from './private-replies/index.ts';

/** So few that no request waits long for the thread that they are rendered on. */
const postsAtOnce = 20;
/** The next run goes on where one leaves off. */
const mostInOneRun = 10_000;

async function renderIn(db: Database, id: string, most: number, signal: AbortSignal) {
  let done = 0;
  for (const render of [renderAnew, renderPrivateRepliesAnew, renderArticlesAnew]) {
    let batch: number;
    do {
      signal.throwIfAborted();
      batch = await db.within(id, (tx) => render(tx, postsAtOnce));
      done += batch;
    } while (batch === postsAtOnce && done < most);
  }
  return done;
}

/** Mends what an older renderer made of posts, private replies and articles, every ten minutes; until then each is rendered when it is read. */
export function renderEveryPostAnew(db: Database): Job<object> {
  return {
    name: 'render-anew',
    payload: z.strictObject({}),
    everySeconds: 600,
    atOnce: 1,
    limitSeconds: 600,
    retries: 5,
    firstPauseSeconds: 60,
    work: async (_, signal) => {
      let rest = mostInOneRun;
      for await (const id of everyOrganization(db)) {
        rest -= await renderIn(db, id, rest, signal);
        if (rest <= 0) return;
      }
    },
  };
}
